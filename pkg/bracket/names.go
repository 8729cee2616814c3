package bracket

import (
	"strings"
	"sync"

	"adref/pkg/delegation"
)

// Usual knows the names of groups and of States that are usual in English texts of the United Nations, for use where no
// process says who takes part.
var Usual Names = usualDirectory{}

// usualNames is one delegation or group to a line, its names and abbreviations apart by semicolons, the first of which gives the code.
const usualNames = `
African Group; African Group of Negotiators; AGN; African States; African Union; AU
Arab Group; Arab States; League of Arab States; LAS
AILAC; Independent Association of Latin America and the Caribbean
ALBA; Bolivarian Alliance
AOSIS; Alliance of Small Island States
ASEAN; Association of Southeast Asian Nations
BASIC
CANZ
CARICOM; Caribbean Community
CfRN; CFRN; Coalition for Rainforest Nations
EIG; Environmental Integrity Group
EU; E.U.; European Union; EU and its member States
G77; G-77; G77 and China; G-77 and China; G77/China; G-77/China; G77 & China; G77+China; Group of 77; Group of 77 and China
GRULAC; Latin American and Caribbean Group
Grupo Sur; Groupo Sur; ABU
Holy See
JUSCANZ; JUSSCANNZ
LDCs; LDC; LDC Group; Least Developed Countries
LLDCs; LLDC; Landlocked Developing Countries
LMDC; LMDCs; Like-Minded Developing Countries
NAM; Non-Aligned Movement; Movement of Non-Aligned Countries
OIC; Organization of Islamic Cooperation
Palestine; State of Palestine
PIF; Pacific Islands Forum
PSIDS; Pacific SIDS; Pacific Small Island Developing States
SIDS; Small Island Developing States
Umbrella Group; Umbrella; UG
WEOG; Western European and Others Group
Afghanistan
Albania
Algeria
Andorra
Angola
Antigua and Barbuda
Argentina
Armenia
Australia
Austria
Azerbaijan
Bahamas
Bahrain
Bangladesh
Barbados
Belarus
Belgium
Belize
Benin
Bhutan
Bolivia; Bolivia (Plurinational State of); Plurinational State of Bolivia
Bosnia and Herzegovina; BiH
Botswana
Brazil
Brunei Darussalam; Brunei
Bulgaria
Burkina Faso
Burundi
Cabo Verde; Cape Verde
Cambodia
Cameroon
Canada
Central African Republic
Chad
Chile
China; People's Republic of China; PRC
Colombia
Comoros
Congo
Costa Rica
Côte d’Ivoire; Côte d'Ivoire; Cote d'Ivoire; Ivory Coast
Croatia
Cuba
Cyprus
Czechia; Czech Republic
DPRK; Democratic People's Republic of Korea; Democratic People’s Republic of Korea
DRC; Democratic Republic of the Congo
Denmark
Djibouti
Dominica
Dominican Republic
Ecuador
Egypt
El Salvador
Equatorial Guinea
Eritrea
Estonia
Eswatini
Ethiopia
Fiji
Finland
France
Gabon
Gambia
Georgia
Germany
Ghana
Greece
Grenada
Guatemala
Guinea
Guinea-Bissau
Guyana
Haiti
Honduras
Hungary
Iceland
India
Indonesia
Iran; Iran (Islamic Republic of); Islamic Republic of Iran
Iraq
Ireland
Israel
Italy
Jamaica
Japan
Jordan
Kazakhstan
Kenya
Kiribati
Kuwait
Kyrgyzstan
Lao PDR; Lao People's Democratic Republic; Lao People’s Democratic Republic; Laos
Latvia
Lebanon
Lesotho
Liberia
Libya
Liechtenstein
Lithuania
Luxembourg
Madagascar
Malawi
Malaysia
Maldives
Mali
Malta
Marshall Islands; RMI
Mauritania
Mauritius
Mexico
Micronesia; Micronesia (Federated States of); FSM
Monaco
Mongolia
Montenegro
Morocco
Mozambique
Myanmar
Namibia
Nauru
Nepal
Netherlands; Kingdom of the Netherlands; Netherlands (Kingdom of the)
New Zealand; NZ
Nicaragua
Niger
Nigeria
North Macedonia
Norway
Oman
Pakistan
Palau
Panama
Papua New Guinea; PNG
Paraguay
Peru
Philippines
Poland
Portugal
Qatar
Republic of Korea; ROK; RoK; South Korea
Republic of Moldova; Moldova
Romania
Russian Federation; Russia; RF
Rwanda
Saint Kitts and Nevis; St. Kitts and Nevis
Saint Lucia; St. Lucia
Saint Vincent and the Grenadines; St. Vincent and the Grenadines
Samoa
San Marino
Sao Tome and Principe
Saudi Arabia; KSA
Senegal
Serbia
Seychelles
Sierra Leone
Singapore
Slovakia
Slovenia
Solomon Islands
Somalia
South Africa; RSA
South Sudan
Spain
Sri Lanka
Sudan
Suriname
Sweden
Switzerland
Syria; Syrian Arab Republic
Tajikistan
Tanzania; United Republic of Tanzania
Thailand
Timor-Leste
Togo
Tonga
Trinidad and Tobago
Tunisia
Türkiye; Turkey
Turkmenistan
Tuvalu
Uganda
Ukraine
UAE; United Arab Emirates
UK; U.K.; United Kingdom; United Kingdom of Great Britain and Northern Ireland
US; U.S.; USA; U.S.A.; United States; United States of America
Uruguay
Uzbekistan
Vanuatu
Venezuela; Venezuela (Bolivarian Republic of); Bolivarian Republic of Venezuela
Viet Nam; Vietnam
Yemen
Zambia
Zimbabwe
`

// usualDirectory is the directory of the usual names, read when it is first asked.
type usualDirectory struct{}

// Code is the code of the delegation or group called so, and whether it is known.
func (usualDirectory) Code(name string) (string, bool) { return usual().Code(name) }

var usual = sync.OnceValue(func() delegation.Directory {
	var all []delegation.Delegation
	for line := range strings.Lines(strings.TrimSpace(usualNames)) {
		names := strings.Split(strings.TrimSpace(line), "; ")
		all = append(all, delegation.Delegation{Code: slug(names[0]), Names: map[string]string{"en": names[0]}, Aliases: names[1:]})
	}
	return delegation.NewDirectory(all, nil)
})

// slug makes a code of a name: "Côte d’Ivoire" is "cote-d-ivoire".
func slug(name string) string {
	plain := strings.NewReplacer("ô", "o", "ü", "u").Replace(strings.ToLower(name))
	return strings.Join(strings.FieldsFunc(plain, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }), "-")
}
