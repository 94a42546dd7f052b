-- What the graph holds of the way from a lot to patients, as plain tables; PostgreSQL and DuckDB take the same text. Times are epoch milliseconds.
create table lots (ref text primary key, number text);
create table lots_made_from (lot_ref text, made_from_ref text);
create table orders (ref text primary key, number text);
create table order_lines (ref text primary key, position integer, pieces integer, order_ref text);
create table units (ref text primary key, serial text, udi text, line_ref text, lot_ref text);
create table hospitals (ref text primary key, name text, city text);
create table shipments (ref text primary key, number text, sscc text, consignee_ref text);
create table unit_shipments (unit_ref text, shipment_ref text);
create table patients (ref text primary key, pseudonym text);
create table procedures (ref text primary key, number text, performed_at double precision, patient_ref text);
create table procedure_units (procedure_ref text, unit_ref text);
