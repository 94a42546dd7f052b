-- Which world this is and how far it is settled; locked for the one who settles next.
select world, model, fingerprint, shape, settled, applied, emptying from progress for update
