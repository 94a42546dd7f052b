-- Once the tables are filled: their indexes, and the denormalised table with a row for each device, consignee and use.
create index lots_made_from_by_source on lots_made_from (made_from_ref);
create index units_by_lot on units (lot_ref);
create index unit_shipments_by_unit on unit_shipments (unit_ref);
create index procedure_units_by_unit on procedure_units (unit_ref);
create table recall as
select distinct lots.ref as lot_ref, lots.number as lot, units.serial, orders.number as "order", hospitals.name as hospital, hospitals.city, procedures.performed_at as "performedAt", patients.pseudonym as patient
from units
join lots on lots.ref = units.lot_ref
left join order_lines on order_lines.ref = units.line_ref
left join orders on orders.ref = order_lines.order_ref
left join unit_shipments on unit_shipments.unit_ref = units.ref
left join shipments on shipments.ref = unit_shipments.shipment_ref
left join hospitals on hospitals.ref = shipments.consignee_ref
left join procedure_units on procedure_units.unit_ref = units.ref
left join procedures on procedures.ref = procedure_units.procedure_ref
left join patients on patients.ref = procedures.patient_ref;
create index recall_by_lot on recall (lot_ref);
analyze;
