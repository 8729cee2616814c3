// Package archtest holds the rule of who may import whom, as a test that reads the sources.
package archtest
