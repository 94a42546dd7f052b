-- What expressions of the model call when they are printed as SQL (src/expression/print-sql.ts). Each answers null for what is unknown and for what is
-- malformed, and none ever fails: the server may work out either side of a condition first. int, timestamp and duration are bigint (milliseconds),
-- decimal is numeric, a dyn, a list or a map jsonb in which decimals are texts. What is short is written so that the planner takes it in.

-- Texts --
create function cel_trim(value text) returns text language sql immutable parallel safe return
  btrim(value, E' \t\n\x0b\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff');

create function cel_ends_with(value text, ending text) returns boolean language sql immutable parallel safe return
  right(value, length(ending)) = ending;

create function cel_substring(value text, first bigint, last bigint) returns text language sql immutable parallel safe return
  case when first >= 0 and first <= last and last <= length(value) then substr(value, least(first, 2147483646)::integer + 1, least(last - first, 2147483647)::integer) end;
create function cel_substring(value text, first bigint) returns text language sql immutable parallel safe return
  cel_substring(value, first, length(value)::bigint);

create function cel_split(value text, separator text) returns jsonb language sql immutable parallel safe return
  case when separator <> '' then case when value = '' then '[""]'::jsonb else to_jsonb(string_to_array(value, separator)) end end;

-- Whole numbers: what doubles keep exactly --
create function cel_whole(value bigint) returns bigint language sql immutable parallel safe return
  case when value between -9007199254740991 and 9007199254740991 then value end;
create function cel_whole(value numeric) returns bigint language sql immutable parallel safe return
  case when value between -9007199254740991 and 9007199254740991 then value::bigint end;
create function cel_product(a bigint, b bigint) returns bigint language sql immutable parallel safe return
  case when abs(a) < 94906266 and abs(b) < 94906266 then a * b else cel_whole(a::numeric * b) end;
create function cel_int(value numeric) returns bigint language sql immutable parallel safe return
  cel_whole(trunc(value));
create function cel_int(value double precision) returns bigint language sql immutable parallel safe return
  case when abs(value) < 9007199254740992 then trunc(value)::bigint end;
create function cel_int(value text) returns bigint language sql immutable parallel safe return
  case when cel_trim(value) ~ '^[+-]?0*[0-9]{1,16}$' then cel_whole(cel_trim(value)::bigint) end;
create function cel_round(value double precision) returns bigint language sql immutable parallel safe return
  cel_int(sign(value) * (trunc(abs(value)) + case when abs(value) - trunc(abs(value)) >= 0.5 then 1 else 0 end));

-- Downwards, where SQL's own go towards zero.
create function cel_floor(value bigint, unit bigint) returns bigint language sql immutable parallel safe return
  (value - ((value % unit) + unit) % unit) / unit;
create function cel_rest(value bigint, unit bigint) returns bigint language sql immutable parallel safe return
  ((value % unit) + unit) % unit;

-- Doubles: SQL fails where they overflow or come too close to zero. What is near is looked at some powers of two away, which changes nothing else about it.
-- These parts are no SQL: the planner would work out ahead what stands in them of one constant, and fail.
create function cel_sum_of_extremes(a double precision, b double precision) returns double precision language plpgsql immutable strict parallel safe as $$
begin
  if sign(a) = sign(b) and (greatest(abs(a), abs(b)) > 1e308 or (least(abs(a), abs(b)) > 1 and abs(a / 2 + b / 2) > 5e307)) then return null; end if;
  return case when abs(a + b) <= 1e308 then a + b end;
end $$;
create function cel_sum(a double precision, b double precision) returns double precision language sql immutable parallel safe return
  case when abs(a) <= 5e307 and abs(b) <= 5e307 then a + b else cel_sum_of_extremes(a, b) end;

create function cel_product_of_extremes(a double precision, b double precision) returns double precision language plpgsql immutable strict parallel safe as $$
declare
  small double precision := least(abs(a), abs(b));
  large double precision := greatest(abs(a), abs(b));
  digits double precision;
begin
  if small = 0 then return 0; end if;
  digits := log(small) + log(large);
  if digits < -340 then return 0; end if;
  if digits > 320 then return null; end if;
  if digits < -290 then return case when small * 2::double precision ^ 200 * large < 1e-300 * 2::double precision ^ 200 then 0 else a * b end; end if;
  return case when digits < 290 or small * (large / 2::double precision ^ 100) <= 1e308 / 2::double precision ^ 100 then a * b end;
end $$;
create function cel_product(a double precision, b double precision) returns double precision language sql immutable parallel safe return
  case when abs(a) between 1e-140 and 1e140 and abs(b) between 1e-140 and 1e140 then a * b else cel_product_of_extremes(a, b) end;

create function cel_quotient_of_extremes(a double precision, b double precision) returns double precision language plpgsql immutable strict parallel safe as $$
declare
  digits double precision;
begin
  if b = 0 then return null; end if;
  if a = 0 then return 0; end if;
  digits := log(abs(a)) - log(abs(b));
  if digits < -340 then return 0; end if;
  if digits > 320 then return null; end if;
  if digits < -290 then return case when abs(a) * 2::double precision ^ 200 / abs(b) < 1e-300 * 2::double precision ^ 200 then 0 else a / b end; end if;
  return case when digits < 290 or abs(a) / 2::double precision ^ 100 / abs(b) <= 1e308 / 2::double precision ^ 100 then a / b end;
end $$;
create function cel_quotient(a double precision, b double precision) returns double precision language sql immutable parallel safe return
  case when abs(a) between 1e-140 and 1e140 and abs(b) between 1e-140 and 1e140 then a / b else cel_quotient_of_extremes(a, b) end;

create function cel_double(value text) returns double precision language plpgsql immutable strict parallel safe as $$
declare
  shown text := cel_trim(value);
  number numeric;
begin
  if length(shown) > 200 or shown !~ '^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?$' then return null; end if;
  number := shown::numeric;
  if shown ~ '^[+-]?[0-9]+$' and abs(number) > 9007199254740991 then return null; end if;
  if abs(number) < 1e-301 then return 0; end if;
  if abs(number) > 1.1e308 or abs(number::double precision) > 1e308 then return null; end if;
  return case when abs(number::double precision) < 1e-300 then 0 else number::double precision end;
end $$;

-- The digits that JavaScript writes: the fewest that mean this double, of two as near either side of an even one counted in, as PostgreSQL does not.
create function cel_text_of_extreme(value double precision) returns text language plpgsql immutable strict parallel safe as $$
declare
  shown text := value::text;
  exact numeric := shown::numeric;
  digits text := regexp_replace(split_part(shown, 'e', 1), '[-.]', '', 'g');
  step numeric;
  near numeric;
begin
  if abs(value) < 1e-6 then return regexp_replace(shown, 'e-0*', 'e-'); end if;
  if abs(value) < 18014398509481984 then return exact::text; end if;
  step := ('1e' || split_part(shown, 'e', 2)::integer - length(digits) + 2)::numeric;
  foreach near in array array[div(exact, step) * step, (div(exact, step) + sign(exact)) * step] loop
    if abs(near) < 1.1e308 and near::double precision = value then exact := near; end if;
  end loop;
  if abs(exact) < 1e21 then return exact::text; end if;
  shown := abs(exact)::text;
  digits := rtrim(shown, '0');
  return case when value < 0 then '-' else '' end || left(digits, 1) || case when length(digits) > 1 then '.' else '' end || substr(digits, 2) || 'e+' || length(shown) - 1;
end $$;
create function cel_text(value double precision) returns text language sql immutable parallel safe return
  case when value = 0 then '0' when abs(value) >= 1e-4 and abs(value) < 1e15 then value::text else cel_text_of_extreme(value) end;

-- Decimals: at most 200 digits on either side of the point --
create function cel_decimal(value numeric) returns numeric language sql immutable parallel safe return
  case when abs(value) < 1e200 and scale(value) <= 200 then value end;
create function cel_decimal(value text) returns numeric language sql immutable parallel safe return
  case when length(cel_trim(value)) <= 200 and cel_trim(value) ~ '^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?$' then cel_decimal(cel_trim(value)::numeric) end;
create function cel_decimal(value double precision) returns numeric language sql immutable parallel safe return
  cel_decimal(cel_text(value));

create function cel_bool(value text) returns boolean language sql immutable parallel safe return
  case when cel_trim(value) in ('true', 'TRUE', 'True', 't', '1') then true when cel_trim(value) in ('false', 'FALSE', 'False', 'f', '0') then false end;

-- Times --
create function cel_in_range(moment bigint) returns bigint language sql immutable parallel safe return
  case when moment between -62135596800000 and 253402300799999 then moment end;

-- How far a zone's clock is ahead, by its changes and the offset before and after each (see ZoneClock). From 2100 on the calendar repeats every 400 years.
create function cel_offset(moment bigint, changes bigint[], offsets bigint[]) returns bigint language sql immutable parallel safe return
  offsets[width_bucket(case when moment >= 4102444800000 then 4102444800000 + (moment - 4102444800000) % 12622780800000 else moment end, changes) + 1];
create function cel_shown(moment bigint, changes bigint[], offsets bigint[]) returns bigint language sql immutable parallel safe return
  moment + cel_offset(moment, changes, offsets);

create function cel_date(shown bigint) returns date language sql immutable parallel safe return
  date '1970-01-01' + cel_floor(shown, 86400000)::integer;
-- Months and days from 1, Sunday 0. The year before 1 is 0, SQL's -1.
create function cel_part(shown bigint, part text) returns bigint language sql immutable parallel safe return
  case part
    when 'year' then case when shown < -62135596800000 then 0 else extract(year from cel_date(shown))::bigint end
    when 'month' then extract(month from cel_date(shown))::bigint
    when 'day' then extract(day from cel_date(shown))::bigint
    when 'weekday' then extract(dow from cel_date(shown))::bigint
    when 'dayOfYear' then extract(doy from cel_date(shown))::bigint
    when 'hour' then cel_rest(shown, 86400000) / 3600000
    when 'minute' then cel_rest(shown, 3600000) / 60000
    when 'second' then cel_rest(shown, 60000) / 1000
    when 'millisecond' then cel_rest(shown, 1000)
  end;

create function cel_moment_text(moment bigint) returns text language sql immutable parallel safe return
  case when cel_part(moment, 'year') > 9999 then '+0' || cel_part(moment, 'year') else lpad(cel_part(moment, 'year')::text, 4, '0') end
  || '-' || lpad(cel_part(moment, 'month')::text, 2, '0') || '-' || lpad(cel_part(moment, 'day')::text, 2, '0')
  || 'T' || lpad(cel_part(moment, 'hour')::text, 2, '0') || ':' || lpad(cel_part(moment, 'minute')::text, 2, '0') || ':' || lpad(cel_part(moment, 'second')::text, 2, '0')
  || case when cel_part(moment, 'millisecond') > 0 then '.' || lpad(cel_part(moment, 'millisecond')::text, 3, '0') else '' end || 'Z';

-- A text without offset is a local time of the zone; `shown` says when its clock has the next offset.
create function cel_moment(value text, shown bigint[], offsets bigint[]) returns bigint language plpgsql immutable strict parallel safe as $$
declare
  part text[] := regexp_match(cel_trim(value), '^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[Tt ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?[ \t\n\v\f\r\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]?([Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?)?$');
  year integer := part[1]::integer;
  month integer := part[2]::integer;
  day integer := part[3]::integer;
  hour integer := coalesce(part[4]::integer, 0);
  minute integer := coalesce(part[5]::integer, 0);
  second integer := coalesce(part[6]::integer, 0);
  ahead text := part[8];
  clock bigint;
begin
  if part is null or year < 1 or month not between 1 and 12 or day not between 1 and 31 or hour > 23 or minute > 59 or second > 59 then return null; end if;
  if day > 28 and day > extract(day from make_date(year, month, 1) + interval '1 month -1 day') then return null; end if;
  clock := (make_date(year, month, day) - date '1970-01-01')::bigint * 86400000 + ((hour * 60 + minute) * 60 + second) * 1000 + rpad(left(coalesce(part[7], '0'), 3), 3, '0')::integer;
  if ahead is null then return clock - cel_offset(clock, shown, offsets); end if;
  if upper(ahead) = 'Z' then return clock; end if;
  hour := substr(ahead, 2, 2)::integer;
  minute := case when length(ahead) > 3 then right(ahead, 2)::integer else 0 end;
  if hour > 23 or minute > 59 then return null; end if;
  return clock - case when left(ahead, 1) = '-' then -1 else 1 end * (hour * 60 + minute) * 60000;
end $$;

create function cel_duration(value text) returns bigint language plpgsql immutable strict parallel safe as $$
declare
  shown text := cel_trim(value);
  part text[];
  total double precision := 0;
begin
  if length(shown) > 200 or shown !~ '^[+-]?([0-9]+(\.[0-9]+)?(ms|d|h|m|s))+$' then return null; end if;
  for part in select matched from regexp_matches(shown, '([0-9]+(?:\.[0-9]+)?)(ms|d|h|m|s)', 'g') as matched loop
    if part[1]::numeric > 1e16 then return null; end if;
    total := total + part[1]::double precision * case part[2] when 'd' then 86400000 when 'h' then 3600000 when 'm' then 60000 when 's' then 1000 else 1 end;
  end loop;
  total := floor(total) + case when total - floor(total) >= 0.5 then 1 else 0 end;
  return case when total < 9007199254740992 then total::bigint * case when left(shown, 1) = '-' then -1 else 1 end end;
end $$;

-- What only the data knows, read as what it meets. JSON's null is what is unknown, as null is --
create function cel_text(value jsonb) returns text language sql immutable parallel safe return
  case jsonb_typeof(value) when 'string' then value #>> '{}' when 'boolean' then value #>> '{}' when 'number' then cel_text((value #>> '{}')::double precision) end;
create function cel_int(value jsonb) returns bigint language sql immutable parallel safe return
  case jsonb_typeof(value)
    when 'number' then case when (value #>> '{}')::numeric % 1 = 0 then cel_int((value #>> '{}')::numeric) end
    when 'string' then cel_int(value #>> '{}')
  end;
create function cel_double(value jsonb) returns double precision language sql immutable parallel safe return
  case jsonb_typeof(value) when 'number' then (value #>> '{}')::double precision when 'string' then cel_double(value #>> '{}') end;
create function cel_decimal(value jsonb) returns numeric language sql immutable parallel safe return
  case jsonb_typeof(value) when 'number' then cel_decimal((value #>> '{}')::double precision) when 'string' then cel_decimal(value #>> '{}') end;
create function cel_bool(value jsonb) returns boolean language sql immutable parallel safe return
  case jsonb_typeof(value) when 'boolean' then (value #>> '{}')::boolean when 'string' then cel_bool(value #>> '{}') end;
create function cel_moment(value jsonb, shown bigint[], offsets bigint[]) returns bigint language sql immutable parallel safe return
  case jsonb_typeof(value) when 'string' then cel_moment(value #>> '{}', shown, offsets) end;
create function cel_duration(value jsonb) returns bigint language sql immutable parallel safe return
  case jsonb_typeof(value) when 'string' then cel_duration(value #>> '{}') end;
create function cel_list(value jsonb) returns jsonb language sql immutable parallel safe return
  case jsonb_typeof(value) when 'array' then value end;

create function cel_join(a jsonb, b jsonb) returns text language sql immutable parallel safe return
  case when 'string' in (jsonb_typeof(a), jsonb_typeof(b)) then cel_text(a) || cel_text(b) end;
create function cel_size(value jsonb) returns bigint language sql immutable parallel safe return
  case jsonb_typeof(value)
    when 'string' then length(value #>> '{}')
    when 'array' then jsonb_array_length(value)
    when 'object' then (select count(*) from jsonb_each(value) as member where member.value <> 'null')
  end;

-- What cannot be read as what it is compared with is not equal (`other <> other`: false, and null of null); what has parts cannot be compared.
create function cel_same(value jsonb, other text) returns boolean language sql immutable parallel safe return
  case jsonb_typeof(value) when 'string' then value #>> '{}' = other when 'boolean' then value #>> '{}' = other when 'number' then cel_text((value #>> '{}')::double precision) = other end;
create function cel_same(value jsonb, other double precision) returns boolean language sql immutable parallel safe return
  case jsonb_typeof(value) when 'number' then (value #>> '{}')::double precision = other when 'string' then coalesce(cel_double(value #>> '{}') = other, other <> other) when 'boolean' then other <> other end;
create function cel_same(value jsonb, other numeric) returns boolean language sql immutable parallel safe return
  case when jsonb_typeof(value) in ('number', 'string', 'boolean') then coalesce(cel_decimal(value) = other, other <> other) end;
create function cel_same(value jsonb, other boolean) returns boolean language sql immutable parallel safe return
  case when jsonb_typeof(value) in ('number', 'string', 'boolean') then coalesce(cel_bool(value) = other, other <> other) end;
create function cel_same(value jsonb, other jsonb) returns boolean language sql immutable parallel safe return
  cel_text(value) = cel_text(other);
create function cel_same_moment(value jsonb, other bigint, shown bigint[], offsets bigint[]) returns boolean language sql immutable parallel safe return
  case when jsonb_typeof(value) in ('number', 'string', 'boolean') then coalesce(cel_moment(value, shown, offsets) = other, other <> other) end;
create function cel_same_duration(value jsonb, other bigint) returns boolean language sql immutable parallel safe return
  case when jsonb_typeof(value) in ('number', 'string', 'boolean') then coalesce(cel_duration(value) = other, other <> other) end;

-- Lists and maps --
create function cel_has(map jsonb, name text) returns boolean language sql immutable parallel safe return
  case when map is not null and name is not null then coalesce(map -> name <> 'null', false) end;
create function cel_at(list jsonb, place bigint) returns jsonb language sql immutable parallel safe return
  case when place between 0 and 2147483647 then nullif(list -> place::integer, 'null') end;

create function cel_sum_int(list jsonb) returns bigint language sql immutable strict parallel safe return
  (select case when not bool_or(value is null) or count(*) = 0 then cel_whole(coalesce(sum(value::numeric), 0)) end from jsonb_array_elements_text(list) as element (value));
create function cel_sum_decimal(list jsonb) returns numeric language sql immutable strict parallel safe return
  (select case when not bool_or(value is null) or count(*) = 0 then cel_decimal(coalesce(sum(value::numeric), 0)) end from jsonb_array_elements_text(list) as element (value));
create function cel_sum_double(list jsonb) returns double precision language plpgsql immutable strict parallel safe as $$
declare
  element jsonb;
  total double precision := 0;
begin
  for element in select value from jsonb_array_elements(list) loop
    total := cel_sum(total, cel_double(element));
  end loop;
  return total;
end $$;
create function cel_min_int(list jsonb) returns bigint language sql immutable strict parallel safe return
  (select case when not bool_or(value is null) then min(value::bigint) end from jsonb_array_elements_text(list) as element (value));
create function cel_max_int(list jsonb) returns bigint language sql immutable strict parallel safe return
  (select case when not bool_or(value is null) then max(value::bigint) end from jsonb_array_elements_text(list) as element (value));
create function cel_min_double(list jsonb) returns double precision language sql immutable strict parallel safe return
  (select case when not bool_or(cel_double(value) is null) then min(cel_double(value)) end from jsonb_array_elements(list) as element (value));
create function cel_max_double(list jsonb) returns double precision language sql immutable strict parallel safe return
  (select case when not bool_or(cel_double(value) is null) then max(cel_double(value)) end from jsonb_array_elements(list) as element (value));
-- Of equal ones the first, with the digits it is written with.
create function cel_min_decimal(list jsonb) returns numeric language sql immutable strict parallel safe return
  (select value::numeric from jsonb_array_elements_text(list) with ordinality as element (value, place) order by value is not null, value::numeric, place limit 1);
create function cel_max_decimal(list jsonb) returns numeric language sql immutable strict parallel safe return
  (select value::numeric from jsonb_array_elements_text(list) with ordinality as element (value, place) order by value is not null, value::numeric desc, place limit 1);
