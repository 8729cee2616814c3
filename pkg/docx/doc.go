// Package docx reads and writes Word documents (ECMA-376, Transitional and Strict) with nothing lost.
//
// A document is read into a paper.Paper with its tracked changes, comments and notes, and a Report that holds what was found
// against what was kept. Law of reading: every character of the file is accounted for, or Report.Lost says how many are not.
// Law of both: for every paper p that Write takes, Read gives p back.
package docx
