package compendium

// Official are the labels of the official languages, for the test that none is missing.
var Official = official
