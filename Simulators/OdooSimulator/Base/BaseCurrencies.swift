/// The currencies of the base data; only the first and the euro are active.
enum BaseCurrencies {
    /// One line for each currency: code, rounding factor, position of the symbol, symbol, name.
    static let table = """
        USD|0.01|before|$|United States dollar
        VEF|0.01|after|Bs.F|Venezuelan bolívar fuerte
        CAD|0.01|after|$|Canadian dollar
        CHF|0.01|before|CHF|Swiss franc
        BRL|0.01|before|R$|Brazilian real
        CNY|0.01|before|¥|Chinese yuan
        CNH|0.01|before|¥|Chinese yuan - Offshore
        COP|0.01|before|$|Colombian peso
        CZK|0.01|after|Kč|Czech koruna
        DKK|0.01|before|kr|Danish krone
        HUF|0.01|after|Ft|Hungarian forint
        IDR|0.01|before|Rp|Indonesian rupiah
        LVL|0.01|after|Ls|Latvian lats
        NOK|0.01|before|kr|Norwegian krone
        XPF|1|after|XPF|CFP franc
        PAB|0.01|after|B/.|Panamanian balboa
        PLN|0.01|after|zł|Polish złoty
        SEK|0.01|after|kr|Swedish krona
        ARS|0.01|before|$|Argentine peso
        INR|0.01|before|₹|Indian rupee
        AUD|0.01|before|$|Australian dollar
        UAH|0.01|after|₴|Ukraine Hryvnia
        VND|1|after|₫|Vietnamese đồng
        HKD|0.01|before|$|Hong Kong dollar
        JPY|1|before|¥|Japanese yen
        BGN|0.01|after|лв|Bulgarian lev
        LTL|0.01|after|Lt|Lithuanian litas
        RON|0.01|after|lei|Romanian leu
        HRK|0.01|after|kn|Croatian kuna
        RUB|0.01|after|руб|Russian ruble
        TRY|0.01|after|₺|Turkish lira
        KRW|1|before|₩|South Korean won
        MXN|0.01|before|$|Mexican peso
        MYR|0.01|before|RM|Malaysian ringgit
        NZD|0.01|before|$|New Zealand dollar
        PHP|0.01|after|₱|Philippine peso
        SGD|0.01|before|S$|Singapore dollar
        ZAR|0.01|before|R|South African rand
        CRC|0.01|before|₡|Costa Rican colón
        MUR|0.01|after|Rs|Mauritian rupee
        XOF|1|after|CFA|CFA franc BCEAO
        XAF|1|after|FCFA|CFA franc BEAC
        UGX|1|after|USh|Ugandan shilling
        HNL|0.01|before|L|Honduran lempira
        CLP|1|before|$|Chilean peso
        UYU|0.01|after|$|Uruguayan peso
        AFN|0.01|after|Afs|Afghan afghani
        AOA|0.01|after|Kz|Angolan kwanza
        XCD|0.01|after|$|East Caribbean dollar
        AMD|0.01|after|դր.|Armenian dram
        AWG|0.01|after|Afl.|Aruban florin
        AZN|0.01|after|m|Azerbaijani manat
        BSD|0.01|after|B$|Bahamian dollar
        BHD|0.001|after|BD|Bahraini dinar
        BDT|0.01|after|৳|Bangladeshi taka
        BBD|0.01|after|Bds$|Barbados dollar
        BYR|1|after|BR|Belarusian ruble
        BYN|0.01|after|Br|Belarusian ruble
        BZD|0.01|after|BZ$|Belize dollar
        BMD|0.01|after|BD$|Bermudian dollar
        BTN|0.01|after|Nu.|Bhutanese ngultrum
        BOB|0.01|after|Bs.|Boliviano
        BAM|0.01|after|KM|Bosnia and Herzegovina convertible mark
        BWP|0.01|after|P|Botswana pula
        BIF|1|after|FBu|Burundian franc
        KHR|0.01|after|៛|Cambodian riel
        KYD|0.01|after|$|Cayman Islands dollar
        KMF|1|after|CF|Comorian franc
        CDF|0.01|after|Fr|Congolese franc
        CUP|0.01|after|$|Cuban peso
        ANG|0.01|before|ƒ|Netherlands Antillean guilder
        DJF|1|after|Fdj|Djiboutian franc
        DOP|0.01|before|RD$|Dominican peso
        EGP|0.01|after|LE|Egyptian pound
        SVC|0.01|after|¢|Salvadoran Colon
        ERN|0.01|after|Nfk|Eritrean nakfa
        ETB|0.01|after|Br|Ethiopian birr
        FKP|0.01|after|£|Falkland Islands pound
        FJD|0.01|after|FJ$|Fiji dollar
        GEL|0.01|after|ლ|Georgian lari
        GIP|0.01|after|£|Gibraltar pound
        GNF|1|after|FG|Guinean franc
        GYD|0.01|after|$|Guyanese dollar
        HTG|0.01|after|G|Haitian gourde
        ISK|1|after|kr|Icelandic króna
        IRR|0.01|after|﷼|Iranian rial
        IQD|0.001|after| ع.د|Iraqi dinar
        ILS|0.01|before|₪|Israeli new shekel
        JMD|0.01|after|$|Jamaican dollar
        JOD|0.001|after| د.ا |Jordanian dinar
        KZT|0.01|after|₸|Kazakhstani tenge
        KES|0.01|after|KSh|Kenyan shilling
        KWD|0.001|after| د.ك |Kuwaiti dinar
        KGS|0.01|after|лв|Kyrgyzstani som
        LAK|0.01|after|₭|Lao kip
        LBP|0.01|after|ل.ل|Lebanese pound
        LSL|0.01|after|M|Lesotho loti
        LRD|0.01|after|L$|Liberian dollar
        LYD|0.001|after| ل.د |Libyan dinar
        MOP|0.01|after|MOP$|Macanese pataca
        MKD|0.01|after|ден|Macedonian denar
        MGA|0.01|after|Ar|Malagasy ariary
        MWK|0.01|after|MK|Malawian kwacha
        MVR|0.01|before|Rf|Maldivian rufiyaa
        MRO|0.01|after|UM|Mauritanian ouguiya (old)
        MRU|0.01|after|UM|Mauritanian ouguiya
        MDL|0.01|after|L|Moldovan leu
        MNT|0.01|after|₮|Mongolian tögrög
        MAD|0.01|after|DH|Moroccan dirham
        BND|0.01|after|$|Brunei dollar
        DZD|0.01|after|DA|Algerian dinar
        GHS|0.01|after|GH¢|Ghanaian cedi
        GMD|0.01|after|D|Gambian dalasi
        MZN|0.01|after|MT|Mozambican metical
        MMK|0.01|after|K|Myanmar kyat
        NAD|0.01|after|$|Namibian dollar
        NPR|0.01|after|₨|Nepalese rupee
        ALL|0.01|after|L|Albanian lek
        NIO|0.01|after|C$|Nicaraguan córdoba
        NGN|0.01|after|₦|Nigerian naira
        KPW|0.01|after|₩|North Korean won
        ZIG|0.01|after|ZiG|Zimbabwe Gold
        ZMW|0.01|after|ZK|Zambian kwacha
        YER|0.01|after|﷼|Yemeni rial
        EUR|0.01|after|€|Euro
        VUV|1|after|VT|Vanuatu vatu
        UZS|0.01|after|лв|Uzbekistan som
        AED|0.01|after|د.إ|United Arab Emirates dirham
        TMT|0.01|after|T|Turkmenistan manat
        TND|0.001|after|DT|Tunisian dinar
        TTD|0.01|after|$|Trinidad and Tobago dollar
        TOP|0.01|after|T$|Tongan paʻanga
        THB|0.01|after|฿|Thai baht
        TZS|0.01|after|TSh|Tanzanian shilling
        TJS|0.01|after|TJS|Tajikistani somoni
        TWD|1|after|NT$|New Taiwan dollar
        SYP|0.01|after|£|Syrian pound
        SZL|0.01|after|E|Swazi lilangeni
        SRD|0.01|after|$|Surinamese dollar
        SDG|0.01|after|ج.س.|Sudanese pound
        LKR|0.01|after|Rs|Sri Lankan rupee
        SSP|0.01|after|£|South Sudanese pound
        GBP|0.01|before|£|Pound sterling
        SOS|0.01|after|Sh.|Somali shilling
        SBD|0.01|after|SI$|Solomon Islands dollar
        SLL|0.01|after|Le|Sierra Leonean leone
        SLE|0.01|after|Le|Sierra Leonean leone
        SCR|0.01|after|SR|Seychellois rupee
        RSD|0.01|after|din.|Serbian dinar
        SAR|0.01|after|SR|Saudi riyal
        STD|0.01|after|Db|São Tomé and Príncipe dobra
        WST|0.01|after|WS$|Samoan tālā
        SHP|0.01|after|£|Saint Helena pound
        RWF|1|after|RF|Rwandan franc
        QAR|0.01|after|QR|Qatari riyal
        PEN|0.01|before|S/|Peruvian sol
        PYG|1|after|₲|Paraguayan guaraní
        PGK|0.01|after|K|Papua New Guinean kina
        PKR|0.01|after|Rs.|Pakistani rupee
        OMR|0.001|after|ر.ع.|Omani rial
        CVE|0.01|after|$|Cape Verdean escudo
        COU|0.01|before|$|Unidad de Valor Real
        CLF|0.0001|before|$|Unidad de Fomento
        CUC|0.01|after|$|Cuban convertible peso
        GTQ|0.01|after|Q|Guatemalan Quetzal
        VES|0.01|after|Bs|Venezuelan bolívar soberano
        UYW|0.0001|after|$|Unidad previsional
        UYI|0.0001|after|$|Uruguay Peso en Unidades Indexadas
        STN|0.01|after|Db|São Tomé and Príncipe dobra
        """
}
