// Package roster is who takes part in negotiations at the United Nations: the Member States, observers and groups, what each is
// called in the six official languages, and how texts write it. Its unit is the party; UN reads all of them from a data file of
// our own, un.txt, which says where its facts are from.
//
// Laws: there are 193 members; every name is there in every official language; a name, however it is written, is of one party
// only, so that delegation.Directory resolves it; a file in which it is not is refused.
//
// The secretariat keeps its own list: a process takes the names from here when a delegation is admitted, the event records them,
// and from then on they are the process's. ISO codes are no aliases, since “and”, “are”, “can” and “in” are words of the texts.
//
// # Corrections
//
// Where the public list that the names of States were taken from is empty, out of date, or at odds with its own other cells, un.txt says:
//
//	Türkiye       en, fr, es “Türkiye” (registered with the United Nations on 1 June 2022); ru “Турция”, ar “تركيا”, zh “土耳其”, which
//	              did not change. The list has no UNTERM names for it.
//	Côte d’Ivoire en “Côte d’Ivoire”: the list has “Ivory Coast”, which the State does not accept.
//	Netherlands   “Netherlands (Kingdom of the)” and the same in the other five, as the United Nations writes it since 2023.
//	Timor-Leste   ar “تيمور - ليشتي”, spaced on both sides of the dash as “غينيا - بيساو” is.
//	Articles      fr “la” for Bolivia, Côte d’Ivoire, Micronesia, Türkiye and Venezuela, “l’” for Iran: the list loses the article
//	              of a name with a bracket.
//	Apostrophes   “’” everywhere; the list has two kinds.
//
// # What is left empty
//
// The members of a group stand here only where they are certain, with the day on which they were those. The Group of 77 and China, the
// Non-Aligned Movement, the Umbrella Group, JUSCANZ, LMDC, AILAC, ALBA, EIG, CfRN, Grupo Sur, SIDS, PSIDS, the Pacific Islands Forum, the
// Asia-Pacific States and the Western European and other States have none: their lists differ from source to source, change without
// notice, or hold States with a special standing. For the Caribbean Community stand those members that are Members of the United Nations.
// Names of informal groups in other languages than English are as texts write them; not all groups have an official one.
package roster
