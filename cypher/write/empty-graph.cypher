// Takes every node out but the watermark, a bounded number at a time.
MATCH (node) WHERE NOT node:Applied
CALL (node) { DETACH DELETE node } IN TRANSACTIONS OF 10000 ROWS
