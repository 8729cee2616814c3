// Package ooxml reads and writes the packages that Office documents are: zip files of XML parts (ECMA-376 part 2).
//
// What is read comes from strangers: sizes, numbers, depth and compression are limited by the constants here, document type
// declarations are refused, and whatever is wrong is an *Error that says what, where, and what to do. Law of reading: no input
// costs more memory or time than the limits allow. Law of writing: same parts, same bytes.
package ooxml

// Limits of what is read. In 157 real documents the largest part has 864 KB and 23,000 elements, 21 of them inside each other, and
// is packed 63 to one.
const (
	MaxPackage = 256 << 20 // bytes of the file
	MaxParts   = 10_000    // parts of a package
	MaxPart    = 64 << 20  // bytes of a part, unpacked
	MaxTotal   = 512 << 20 // bytes of all parts, unpacked
	MaxDepth   = 256       // elements inside each other
	MaxNodes   = 3 << 18   // elements of a part; with it, reading stays under 500 MB
	MaxText    = 128 << 20 // bytes of all parts that are read as XML
	MaxAll     = 1 << 20   // elements of all parts together
	MaxRatio   = 200       // bytes unpacked for one packed, of a part over ratioFrom

	maxDirectory  = 4 << 20 // bytes of the list of parts
	maxAttributes = 256     // of an element
	maxAttrs      = 2 << 20 // of a part
	maxPrefixes   = 256     // declared at one place
	ratioFrom     = 1 << 20
)
