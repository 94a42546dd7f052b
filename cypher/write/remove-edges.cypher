// Takes every link out, a bounded number at a time: a node that has a hundred thousand is too much for one transaction with them.
MATCH ()-[link]->()
CALL (link) { DELETE link } IN TRANSACTIONS OF 10000 ROWS
