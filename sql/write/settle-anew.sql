-- What is derived no longer follows from what was told: it is made anew when the world is opened next, as what an earlier release made is.
update progress set shape = 0
