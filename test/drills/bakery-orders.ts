/** What a shop's day tells of `orders` orders of two lines each; every name begins with the prefix, so that days can be told apart in one world. */
export const bakeryDay = (prefix: string, orders: number): { readonly till: string; readonly ledger: string; readonly tillIds: number; readonly ledgerIds: number } => {
  const rows = ['slip,line,seq,at,phone,pickup,article,name,pieces,state']
  const payments: string[] = []
  for (let n = 0; n < orders; n += 1) {
    const slip = `${prefix}-${n}`
    const minute = String(n % 60).padStart(2, '0')
    for (const [seq, hour, local] of [[1, '07', 'bestellt'], [2, '08', 'gebacken'], [3, '09', n % 7 === 0 ? 'storniert' : 'abgeholt']] as const) {
      for (const line of [1, 2]) rows.push(`${slip},${line},${seq},2026-03-02T${hour}:${minute}:00,030 ${n},,${line === 1 ? 'CK1,Cherry cake' : 'RL1,Rye rolls'},${line},${local}`)
    }
    payments.push(JSON.stringify({ id: `${slip}-e`, voucher: `${slip}-V`, reference: n % 5 === 0 ? `${slip}-unknown` : slip, amount: String(n), currency: 'EUR', state: 'booked', valueDate: `2026-03-02T10:${minute}:00Z` }))
  }
  return { till: `${rows.join('\n')}\n`, ledger: `${payments.join('\n')}\n`, tillIds: orders * 6, ledgerIds: orders }
}
