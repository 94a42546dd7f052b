// Takes the watermark out: the last there is of a graph.
MATCH (applied:Applied)
DETACH DELETE applied
