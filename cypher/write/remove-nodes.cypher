// Takes every node out but the watermark, a bounded number at a time, when their links are gone.
MATCH (node) WHERE NOT node:Applied
CALL (node) { DELETE node } IN TRANSACTIONS OF 10000 ROWS
