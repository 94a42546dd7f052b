-- How far an endpoint was published to; no row while another gateway is at it. $1 endpoint; row: place
select place from published where endpoint = $1 for update skip locked
