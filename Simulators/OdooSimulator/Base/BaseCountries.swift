/// The countries of the base data.
enum BaseCountries {
    /// One line for each country: code, calling code, currency, name, French name, German name.
    ///
    /// The translations are left out where they are the same as the name.
    static let table = """
        AD|376|EUR|Andorra|Andorre|
        AE|971|AED|United Arab Emirates|Émirats arabes unis|Vereinigte Arabische Emirate
        AF|93|AFN|Afghanistan||
        AG|1268|XCD|Antigua and Barbuda|Antigua-et-Barbuda|Antigua und Barbados
        AI|1264|XCD|Anguilla||
        AL|355|ALL|Albania|Albanie|Albanien
        AM|374|AMD|Armenia|Arménie|Armenien
        AO|244|AOA|Angola||
        AQ|672|XCD|Antarctica|Antarctique|Antarktika
        AR|54|ARS|Argentina|Argentine|Argentinien
        AS|1684|USD|American Samoa|Samoa américaines|Amerikanisch-Samoa
        AT|43|EUR|Austria|Autriche|Österreich
        AU|61|AUD|Australia|Australie|Australien
        AW|297|AWG|Aruba||
        AX|358|EUR|Åland Islands|Îles Åland|Åland
        AZ|994|AZN|Azerbaijan|Azerbaïdjan|Aserbaidschan
        BA|387|BAM|Bosnia and Herzegovina|Bosnie-Herzégovine|Bosnien und Herzegowina
        BB|1246|BBD|Barbados|Barbade|
        BD|880|BDT|Bangladesh|Bengladesh|Bangladesch
        BE|32|EUR|Belgium|Belgique|Belgien
        BF|226|XOF|Burkina Faso||
        BG|359|BGN|Bulgaria|Bulgarie|Bulgarien
        BH|973|BHD|Bahrain|Bahreïn|
        BI|257|BIF|Burundi||
        BJ|229|XOF|Benin|Bénin|
        BL|590|EUR|Saint Barthélémy||
        BM|1441|BMD|Bermuda|Bermudes|
        BN|673|BND|Brunei Darussalam|Brunéi Darussalam|
        BO|591|BOB|Bolivia|Bolivie|Bolivien
        BQ|599|USD|Bonaire, Sint Eustatius and Saba|Bonaire, Saint-Eustache et Saba|Bonaire, Sint Eustatius und Saba
        BR|55|BRL|Brazil|Brésil|Brasilien
        BS|1242|BSD|Bahamas||
        BT|975|BTN|Bhutan|Bhoutan|
        BV|55|NOK|Bouvet Island|Île Bouvet|Bouvetinsel
        BW|267|BWP|Botswana||
        BY|375|BYN|Belarus|Biélorussie|Weißrussland
        BZ|501|BZD|Belize|Le Bélize|
        CA|1|CAD|Canada||Kanada
        CC|61|AUD|Cocos (Keeling) Islands|Îles Cocos (Keeling)|Kokosinseln (Keeling)
        CF|236|XAF|Central African Republic|République centrafricaine|Zentralafrikanische Republik
        CD|243|CDF|Democratic Republic of the Congo|République démocratique du Congo|Demokratische Republik Kongo
        CG|242|XAF|Congo||Kongo
        CH|41|CHF|Switzerland|Suisse|Schweiz
        CI|225|XOF|Côte d'Ivoire||Elfenbeinküste
        CK|682|NZD|Cook Islands|Îles Cook|Cookinseln
        CL|56|CLP|Chile|Chili|
        CM|237|XAF|Cameroon|Cameroun|Kamerun
        CN|86|CNY|China|Chine|
        CO|57|COP|Colombia|Colombie|Kolumbien
        CR|506|CRC|Costa Rica||
        CU|53|CUP|Cuba||Kuba
        CV|238|CVE|Cape Verde|Cap-Vert|Kap Verde
        CW|599|ANG|Curaçao||
        CX|61|AUD|Christmas Island|Île Christmas|Weihnachtsinsel
        CY|357|EUR|Cyprus|Chypre|Zypern
        CZ|420|CZK|Czech Republic|République tchèque|Tschechische Republik
        DE|49|EUR|Germany|Allemagne|Deutschland
        DJ|253|DJF|Djibouti||Dschibuti
        DK|45|DKK|Denmark|Danemark|Dänemark
        DM|1767|XCD|Dominica|Dominique|
        DO|1849|DOP|Dominican Republic|République dominicaine|Dominikanische Republik
        DZ|213|DZD|Algeria|Algérie|Algerien
        EC|593|USD|Ecuador|Équateur|
        EE|372|EUR|Estonia|Estonie|Estland
        EG|20|EGP|Egypt|Égypte|Ägypten
        EH|212|MAD|Western Sahara|Sahara occidental|Westsahara
        ER|291|ERN|Eritrea|Érythrée|
        ES|34|EUR|Spain|Espagne|Spanien
        ET|251|ETB|Ethiopia|Éthiopie|Äthiopien
        FI|358|EUR|Finland|Finlande|Finnland
        FJ|679|FJD|Fiji||Fidschi-Inseln
        FK|500|FKP|Falkland Islands|Îles Falkland|Falklandinseln
        FM|691|USD|Micronesia|Micronésie|Mikronesien
        FO|298|DKK|Faroe Islands|Îles Féroé|Färöerinseln
        FR|33|EUR|France||Frankreich
        GA|241|XAF|Gabon||Gabun
        GD|1473|XCD|Grenada|Grenade|
        GE|995|GEL|Georgia|Georgie|Georgien
        GF|594|EUR|French Guiana|Guyane française|Französisch-Guayana
        GH|233|GHS|Ghana||
        GI|350|GIP|Gibraltar||
        GG|44|GBP|Guernsey|Île de Guernesey|
        GL|299|DKK|Greenland|Groenland|Grönland
        GM|220|GMD|Gambia|Gambie|
        GN|224|GNF|Guinea|Guinée|
        GP|590|EUR|Guadeloupe||Guadelupe
        GQ|240|XAF|Equatorial Guinea|Guinée équatoriale|Äquatorialguinea
        GR|30|EUR|Greece|Grèce|Griechenland
        GS|500|GBP|South Georgia and the South Sandwich Islands|Géorgie du Sud-et-les Îles Sandwich du Sud|Südgeorgien und Südliche Sandwichinseln
        GT|502|GTQ|Guatemala||
        GU|1671|USD|Guam||
        GW|245|XOF|Guinea-Bissau|Guinée-Bissau|
        GY|592|GYD|Guyana|Guyane|
        HK|852|HKD|Hong Kong||Hongkong
        HM|672|AUD|Heard Island and McDonald Islands|Îles Heard-et-MacDonald|Heard und die McDonaldinseln
        HN|504|HNL|Honduras||
        HR|385|EUR|Croatia|Croatie|Kroatien
        HT|509|HTG|Haiti|Haïti|
        HU|36|HUF|Hungary|Hongrie|Ungarn
        ID|62|IDR|Indonesia|Indonésie|Indonesien
        IE|353|EUR|Ireland|Irlande|Irland
        IL|972|ILS|Israel|Israël|
        IM|44|GBP|Isle of Man|Île de Man|
        IN|91|INR|India|Inde|Indien
        IO|246|USD|British Indian Ocean Territory|Territoire britannique de l'océan Indien|Britisches Territorium im Indischen Ozean
        IQ|964|IQD|Iraq|Irak|Irak
        IR|98|IRR|Iran||
        IS|354|ISK|Iceland|Islande|Island
        IT|39|EUR|Italy|Italie|Italien
        JE|44|GBP|Jersey||
        JM|1876|JMD|Jamaica|Jamaïque|Jamaika
        JO|962|JOD|Jordan|Jordanie|Jordanien
        JP|81|JPY|Japan|Japon|
        KE|254|KES|Kenya||Kenia
        KG|996|KGS|Kyrgyzstan|Kirghizistan|Kirgisistan
        KH|855|KHR|Cambodia|Cambodge|Kambodscha
        KI|686|AUD|Kiribati||
        KM|269|KMF|Comoros|Comores|Komoren
        KN|1869|XCD|Saint Kitts and Nevis|Saint-Christophe-et-Niévès|St. Kitts und Nevis
        KP|850|KPW|North Korea|Corée du Nord|Nordkorea
        KR|82|KRW|South Korea|Corée du Sud|Südkorea
        KW|965|KWD|Kuwait|Koweït|
        KY|1345|KYD|Cayman Islands|Îles Caïmans|Kaimaninseln
        KZ|7|KZT|Kazakhstan||Kasachstan
        LA|856|LAK|Laos||
        LB|961|LBP|Lebanon|Liban|Libanon
        LC|1758|XCD|Saint Lucia|Sainte-Lucie|St. Lucia
        LI|423|CHF|Liechtenstein||
        LK|94|LKR|Sri Lanka||
        LR|231|LRD|Liberia||
        LS|266|LSL|Lesotho||
        LT|370|EUR|Lithuania|Lituanie|Litauen
        LU|352|EUR|Luxembourg||Luxemburg
        LV|371|EUR|Latvia|Lettonie|Lettland
        LY|218|LYD|Libya|Libye|Libyen
        MA|212|MAD|Morocco|Maroc|Marokko
        MC|377|EUR|Monaco||
        MD|373|MDL|Moldova|Moldavie|Moldau
        ME|382|EUR|Montenegro||
        MF|590|EUR|Saint Martin (French part)|Saint-Martin (partie française)|Saint-Martin (französischer Teil)
        MG|261|MGA|Madagascar||Madagaskar
        MH|692|USD|Marshall Islands|Îles Marshall|Marschallinseln
        MK|389|MKD|North Macedonia|Macédoine du Nord|Nordmazedonien
        ML|223|XOF|Mali||
        MM|95|MMK|Myanmar|Birmanie|
        MN|976|MNT|Mongolia|Mongolie|Mongolei
        MO|853|MOP|Macau|Macao|Macao
        MP|1670|USD|Northern Mariana Islands|Îles Mariannes du Nord|Nördliche Marianen
        MQ|596|EUR|Martinique||
        MR|222|MRU|Mauritania|Mauritanie|Mauretanien
        MS|1664|XCD|Montserrat||
        MT|356|EUR|Malta|Malte|
        MU|230|MUR|Mauritius|Maurice|
        MV|960|MVR|Maldives||Malediven
        MW|265|MWK|Malawi||
        MX|52|MXN|Mexico|Mexique|Mexiko
        MY|60|MYR|Malaysia|Malaisie|Malaysien
        MZ|258|MZN|Mozambique||Mosambik
        NA|264|NAD|Namibia|Namibie|
        NC|687|XPF|New Caledonia|Nouvelle-Calédonie|Neukaledonien
        NE|227|XOF|Niger||
        NF|672|AUD|Norfolk Island|Île Norfolk|Norfolkinsel
        NG|234|NGN|Nigeria||
        NI|505|NIO|Nicaragua||
        NL|31|EUR|Netherlands|Pays-Bas|Niederlande
        NO|47|NOK|Norway|Norvège|Norwegen
        NP|977|NPR|Nepal|Népal|
        NR|674|AUD|Nauru||
        NU|683|NZD|Niue|Niué|
        NZ|64|NZD|New Zealand|Nouvelle-Zélande|Neuseeland
        OM|968|OMR|Oman||
        PA|507|PAB|Panama||
        PE|51|PEN|Peru|Pérou|
        PF|689|XPF|French Polynesia|Polynésie française|Französisch-Polynesien
        PG|675|PGK|Papua New Guinea|Papouasie-Nouvelle-Guinée|Papua-Neuguinea
        PH|63|PHP|Philippines|Les Philippines|Philippinen
        PK|92|PKR|Pakistan||
        PL|48|PLN|Poland|Pologne|Polen
        PM|508|EUR|Saint Pierre and Miquelon|Saint-Pierre-et-Miquelon|Saint-Pierre und Miquelon
        PN|64|NZD|Pitcairn Islands|Îles Pitcairn|Pitcairninseln
        PR|1939|USD|Puerto Rico|Porto Rico|
        PS|970|ILS|State of Palestine|État de Palestine|Staat Palästina
        PT|351|EUR|Portugal||
        PW|680|USD|Palau||
        PY|595|PYG|Paraguay||
        QA|974|QAR|Qatar||Katar
        RE|262|EUR|Réunion|La Réunion|
        RO|40|RON|Romania|Roumanie|Rumänien
        RS|381|RSD|Serbia|Serbie|Serbien
        RU|7|RUB|Russian Federation|Fédération de Russie|Russische Föderation
        RW|250|RWF|Rwanda||Ruanda
        SA|966|SAR|Saudi Arabia|Arabie saoudite|Saudi-Arabien
        SB|677|SBD|Solomon Islands|Îles Salomon|Salomonen
        SC|248|SCR|Seychelles||Seychellen
        SD|249|SDG|Sudan|Soudan|
        SE|46|SEK|Sweden|Suède|Schweden
        SG|65|SGD|Singapore|Singapour|Singapur
        SH|290|SHP|Saint Helena, Ascension and Tristan da Cunha|Sainte-Hélène, Ascension et Tristan da Cunha|St. Helena, Ascension und Tristan da Cunha
        SI|386|EUR|Slovenia|Slovénie|Slowenien
        SJ|47|NOK|Svalbard and Jan Mayen|Svalbard et Jan Mayen|Svalbard und Jan Mayen
        SK|421|EUR|Slovakia|Slovaquie|Slowakei
        SL|232|SLE|Sierra Leone||
        SM|378|EUR|San Marino|Saint-Marin|
        SN|221|XOF|Senegal|Sénégal|
        SO|252|SOS|Somalia|Somalie|
        SR|597|SRD|Suriname||
        SS|211|SSP|South Sudan|Soudan du Sud|Südsudan
        ST|239|STD|São Tomé and Príncipe|Sao Tomé-et-Principe|São Tomé und Príncipe
        SV|503|SVC|El Salvador|Le Salvador|
        SX|1721|ANG|Sint Maarten (Dutch part)|Saint-Martin (partie néerlandaise)|Saint-Martin (niederländischer Teil)
        SY|963|SYP|Syria|Syrie|Syrien
        SZ|268|SZL|Eswatini||Swasiland
        TC|1649|USD|Turks and Caicos Islands|Îles Turques-et-Caïques|Turks- und Caicosinseln
        TD|235|XAF|Chad|Tchad|Tschad
        TF|262|EUR|French Southern Territories|Terres australes et antarctiques françaises|Französische Süd- und Antarktisgebiete
        TG|228|XOF|Togo||
        TH|66|THB|Thailand|Thaïlande|
        TJ|992|TJS|Tajikistan|Tadjikistan|Tadschikistan
        TK|690|NZD|Tokelau||
        TM|993|TMT|Turkmenistan|Turkménistan|
        TN|216|TND|Tunisia|Tunisie|Tunesien
        TO|676|TOP|Tonga||
        TL|670|USD|Timor-Leste|Timor oriental|
        TR|90|TRY|Türkiye|Turquie|Türkei
        TT|1868|TTD|Trinidad and Tobago|Trinité-et-Tobago|Trinidad und Tobago
        TV|688|AUD|Tuvalu||
        TW|886|TWD|Taiwan|Taïwan|
        TZ|255|TZS|Tanzania|Tanzanie|Tansania
        UA|380|UAH|Ukraine||
        UG|256|UGX|Uganda|Ouganda|
        GB|44|GBP|United Kingdom|Royaume-Uni|Vereinigtes Königreich
        UM|699|USD|USA Minor Outlying Islands|Îles mineures éloignées des États-Unis|Kleinere abgelegene Inseln der Vereinigten Staaten
        US|1|USD|United States|États-Unis|Vereinigte Staaten von Amerika
        UY|598|UYU|Uruguay||
        UZ|998|UZS|Uzbekistan|Ouzbékistan|Usbekistan
        VA|379|EUR|Holy See (Vatican City State)|Saint-Siège (État de la Cité du Vatican)|Vatikan (Stadtstaat)
        VC|1784|XCD|Saint Vincent and the Grenadines|Saint-Vincent-et-les-Grenadines|St. Vincent und die Grenadinen
        VE|58|VEF|Venezuela||
        VG|1284|USD|Virgin Islands (British)|Îles Vierges (britanniques)|Jungferninseln (GB)
        VI|1340|USD|Virgin Islands (USA)|Îles Vierges (des États-Unis)|Jungferninseln (USA)
        VN|84|VND|Vietnam||
        VU|678|VUV|Vanuatu||
        WF|681|XPF|Wallis and Futuna|Wallis-et-Futuna|Wallis und Futuna
        WS|685|WST|Samoa||
        YE|967|YER|Yemen|Yémen|Jemen
        YT|262|EUR|Mayotte||
        ZA|27|ZAR|South Africa|Afrique du Sud|Südafrika
        ZM|260|ZMW|Zambia|Zambie|Sambia
        ZW|263|ZIG|Zimbabwe||Simbabwe
        XK|383|EUR|Kosovo||
        """
}
