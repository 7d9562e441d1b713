/**
 * Rounds of `fhir-normalise` in Go at 64 KiB, in microseconds a call, recorded on two cores: with nothing else on the machine (Vial's in the order of
 * their size), and while a loop kept one core busy. The source of the second pair has become faster on both sides.
 */
export interface RecordedRounds {
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
}

export const quiet: RecordedRounds = {
  ours: [
    623, 642, 647, 657, 658, 661, 662, 663, 665, 666, 668, 669, 670, 670, 670, 671, 671, 673, 673, 674, 679,
    683, 685, 688, 689, 690, 690, 699, 704, 711, 724,
  ],
  theirs: [
    550, 568, 559, 551, 543, 552, 558, 565, 660, 542, 577, 558, 559, 549, 567, 572, 891, 576, 607, 550, 560,
    559, 692, 566, 602, 568, 582, 554, 557, 552, 629,
  ],
};

export const busyCore: RecordedRounds = {
  ours: [
    667, 622, 602, 620, 614, 610, 616, 616, 602, 615, 609, 618, 601, 599, 611, 609, 611, 610, 842, 600, 598,
    601, 607, 612, 598, 641, 605, 641, 623, 616, 601,
  ],
  theirs: [
    941, 725, 689, 637, 958, 762, 910, 947, 774, 832, 758, 663, 696, 663, 712, 736, 919, 760, 707, 975, 908,
    898, 710, 783, 1087, 746, 657, 697, 862, 886, 805,
  ],
};
