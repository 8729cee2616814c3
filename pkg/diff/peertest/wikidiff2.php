<?php
// Milliseconds of processor time of wikidiff2 on two files, the least of some rounds, without the start of PHP.
function used() {
	$u = getrusage();
	return ($u['ru_utime.tv_sec'] + $u['ru_stime.tv_sec']) * 1e3 + ($u['ru_utime.tv_usec'] + $u['ru_stime.tv_usec']) / 1e3;
}
$old = file_get_contents($argv[1]);
$new = file_get_contents($argv[2]);
$best = INF;
for ($i = 0; $i < 7; $i++) {
	$t = used();
	wikidiff2_do_diff($old, $new, 2);
	$best = min($best, used() - $t);
}
echo $best;
