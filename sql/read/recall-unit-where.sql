frozen = $1 and ($3::text[] is null or disposition = any ($3)) and ($4::text is null or consignees @> array[$4]) and ($5::text is null or orders @> array[$5])
  and ($6::text is null or subjects @> array[$6]) and ($7::text is null or lots @> array[$7]) and ($8::boolean is null or doubtful = $8) and ($9::boolean is null or inferred = $9)
