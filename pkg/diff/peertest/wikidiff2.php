<?php
// Milliseconds of wikidiff2 on two files, the median of some rounds, without the start of PHP.
$old = file_get_contents($argv[1]);
$new = file_get_contents($argv[2]);
$times = [];
for ($i = 0; $i < 7; $i++) {
	$t = hrtime(true);
	wikidiff2_do_diff($old, $new, 2);
	$times[] = (hrtime(true) - $t) / 1e6;
	if ($times[0] > 2000) {
		break;
	}
}
sort($times);
echo $times[intdiv(count($times), 2)];
