// Package peertest runs the differ beside other tools on the same pairs of texts, in one run, and prints ratios: libraries in this
// process, installed programs as processes. Programs that are missing are named and left out.
//
//	go test ./pkg/diff/peertest -run 'Peer|Slopes' -peers -timeout 30m
//
// writes the tables into pkg/diff/BENCHMARK.md. On Debian the programs are in git, wdiff, dwdiff, php-cli and php-wikidiff2.
package peertest
