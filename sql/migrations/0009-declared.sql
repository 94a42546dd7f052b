-- The fields of the model that is settled, by `Type.field` as SDL declares them, as JSON: what of a model no event shows. Null until a release that keeps it opens the world.
alter table progress add column declared text;
