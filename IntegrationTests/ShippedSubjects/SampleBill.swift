import JSON

/// A bill of two positions, as three estimating programs export it.
enum SampleBill {
    /// What it says, in whichever format.
    ///
    /// - Parameter codes: The cost codes of its positions: those of its chapters unless a catalogue is configured.
    /// - Returns: A part of the estimate's payload.
    static func content(_ codes: [String]) -> JSON {
        [
            "number": "E26-014", "revision": "03", "status": "awarded", "currency": "USD",
            "lines": [
                ["costCode": .string(codes[0]), "quantity": "1250.5", "amount": "48019.2"],
                ["costCode": .string(codes[1]), "quantity": "420", "amount": "31500"],
            ],
        ]
    }

    static let bc3 = """
        ~V|KST Kestrel|FIEBDC-3/2016\\05012026|Estimator 9.1|E26-014\\03\\AWARDED\\|ANSI||2|||
        ~K|2\\2\\2\\3\\2\\2\\2\\2\\USD\\|0\\8\\6\\0\\0|
        ~C|E26-014##||North Rim Interchange|79519.20|050126|0|
        ~D|E26-014##|03-300#\\1\\1\\02-315#\\1\\1\\|
        ~C|03-300#||Concrete works|48019.20|050126|0|
        ~D|03-300#|0110\\\\1250.50\\|
        ~C|0110|m2|Wall formwork|38.40|050126|0|
        ~D|0110|LAB-CARP\\1\\1\\|
        ~C|LAB-CARP|m2|Carpenter|38.40|050126|1|
        ~C|02-315#||Excavation|31500.00|050126|0|
        ~D|02-315#|0210\\\\420\\|
        ~C|0210|h|Excavator|75.00|050126|2|

        """.replacing("\n", with: "\r\n")

    static let sage = """
        "P","         03-300","Concrete works                ",01052026,1250.50,"m2  "
        "C","         03-300","Concrete works                ","L  ",01052026,1250.50,"m2  ",48019.20,,,"",""
        "C","         02-315","Excavation                    ","E  ",01052026,420.00,"h   ",31500.00,,,"",""

        """

    static let gaeb = """
        <?xml version="1.0" encoding="UTF-8"?>
        <GAEB xmlns="http://www.gaeb.de/GAEB_DA_XML/DA86/3.3">
        <GAEBInfo><Version>3.3</Version><ProgSystem>Estimator</ProgSystem></GAEBInfo>
        <PrjInfo><NamePrj>26-014</NamePrj><LblPrj>North Rim</LblPrj><Cur>USD</Cur></PrjInfo>
        <Award><DP>86</DP><BoQ><BoQInfo><Name>E26-014/03</Name><LblBoQ>E26-014 Rev 03 AWARDED</LblBoQ>
        <Totals><Total>79519.20</Total></Totals></BoQInfo><BoQBody>
        <BoQCtgy RNoPart="01"><LblTx><p><span>Works</span></p></LblTx><BoQBody><Itemlist>
        \(item("0110", "03-300", "L", "<Qty>1250.500</Qty><QU>m2</QU><UP>38.40</UP><IT>48019.20</IT>"))
        \(item("0210", "02-315", "E", "<Qty>420.000</Qty><QU>h</QU><UP>75.00</UP><IT>31500.00</IT>"))
        </Itemlist></BoQBody></BoQCtgy></BoQBody></BoQ></Award></GAEB>
        """

    private static func item(_ part: String, _ code: String, _ type: String, _ values: String) -> String {
        """
        <Item ID="i\(part)" RNoPart="\(part)">\(values)<CtlgAssign><CtlgID>CostCode</CtlgID><CtlgCode>\(code)</CtlgCode>\
        </CtlgAssign><CtlgAssign><CtlgID>CostType</CtlgID><CtlgCode>\(type)</CtlgCode></CtlgAssign><Description>\
        <CompleteText><OutlineText><OutlTxt><TextOutlTxt><p><span>Work \(part)</span></p></TextOutlTxt></OutlTxt>\
        </OutlineText></CompleteText></Description></Item>
        """
    }
}
