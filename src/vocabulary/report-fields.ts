/** Whom or what a field is about: whoever recalls, the recall itself, or entities of a role. */
export const REPORT_ABOUTS = ['FIRM', 'CASE', 'PRODUCT', 'LOT', 'UNIT', 'CONSIGNEE', 'USE', 'SUBJECT'] as const
export type ReportAbout = (typeof REPORT_ABOUTS)[number]

/**
 * Every field that the files know, with what it is called in them: a closed list, since each answers to a paragraph (docs/recall-files.md). Which attribute of
 * a model is which field is for its recall.yaml to say. A file begins each with a capital.
 */
export const REPORT_FIELDS = {
  FIRM: {
    registration: 'FDA registration number', everRegistered: 'Whether it was ever registered with FDA', srn: 'Single registration number (SRN)', name: 'Manufacturer: name', address: 'Manufacturer: address', phone: 'Manufacturer: telephone',
    contactName: 'Who conducts it: name', contactTitle: 'Who conducts it: title', contactAddress: 'Who conducts it: address', contactPhone: 'Who conducts it: telephone',
  },
  CASE: {
    reportType: 'Correction (C) or removal (R)', sequence: 'Sequence number of the report', events: 'What gave rise to it', actions: 'Actions taken and to be taken', injuries: 'Illness and injuries',
    reportedIncidents: 'Numbers of medical device reports', communications: 'Communications about it', otherRecipients: 'Recipients who are no consignees',
    noticeReference: 'Reference of the field safety notice', noticeDate: 'Date of the field safety notice', actionReference: 'Reference of the corrective action', hazard: 'Hazard and risk', userActions: 'Actions to be taken by the user',
  },
  PRODUCT: {
    di: 'Device identifier (UDI-DI)', brandName: 'Brand name', commonName: 'Common, usual or classification name', deviceType: 'Device type', model: 'Model or catalogue number', intendedUse: 'Intended use',
    premarketNumber: 'Premarket number (510(k), PMA)', listingNumber: 'Device listing number', softwareVersion: 'Software version', isTracked: 'Tracked device', isForManyPatients: 'For use by more than one patient',
  },
  LOT: { number: 'lot or batch number', madeOn: 'Made on', expiresOn: 'Expires on' },
  UNIT: {
    udi: 'UDI', lot: 'lot or batch number', serial: 'Serial number', model: 'Model number', shippedOn: 'Shipped by the manufacturer on', location: 'Location', explantedOn: 'Explanted on',
    explanterName: 'Explanting physician: name', explanterAddress: 'Explanting physician: mailing address', explanterPhone: 'Explanting physician: telephone',
    returnedOn: 'Returned to the manufacturer on', retiredOn: 'Permanently retired from use on', disposedOn: 'Otherwise permanently disposed of on',
  },
  CONSIGNEE: {
    account: 'Account number', name: 'Name', address: 'Address', country: 'Country', phone: 'Telephone', email: 'E-mail', department: 'Department', contactName: 'Contact: name', contactTitle: 'Contact: title or function',
  },
  USE: {
    providedOn: 'Provided to the patient on', prescriberName: 'Prescribing physician: name', prescriberAddress: 'Prescribing physician: mailing address', prescriberPhone: 'Prescribing physician: telephone',
    followerName: 'Physician regularly following: name', followerAddress: 'Physician regularly following: mailing address', followerPhone: 'Physician regularly following: telephone',
  },
  SUBJECT: { hasRefused: 'Refuses to be named', name: 'patient: name', address: 'patient: address', phone: 'patient: telephone', socialSecurityNumber: 'patient: social security number', diedOn: 'Died on' },
} as const satisfies Record<ReportAbout, Readonly<Record<string, string>>>

export type FieldName<A extends ReportAbout> = keyof (typeof REPORT_FIELDS)[A] & string

/** What a patient may refuse to release: 21 CFR 821.55(a). */
export const REFUSABLE: readonly FieldName<'SUBJECT'>[] = ['name', 'address', 'phone', 'socialSecurityNumber']

export const fieldLabel = <A extends ReportAbout>(about: A, name: FieldName<A>): string => (REPORT_FIELDS[about] as Readonly<Record<string, string>>)[name] ?? name

/** What is true or false of them. */
export const TRUTHS: readonly string[] = ['isTracked', 'isForManyPatients', 'hasRefused'] satisfies readonly (FieldName<'PRODUCT'> | FieldName<'SUBJECT'>)[]

/** Whom a file speaks of by their role. */
export const REPORTED_ROLES = REPORT_ABOUTS.filter((about) => about !== 'FIRM' && about !== 'CASE')
