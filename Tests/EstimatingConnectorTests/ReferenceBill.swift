import ConnectorKit
import JSON

/// The bill of domain.md §9a step 1, as each format writes it: 161,894.20 without mark-up.
enum ReferenceBill {
    static let bc3 = """
        ~V|KST Kestrel|FIEBDC-3/2016\\05012026|Estimator 9.1|E26-014\\03\\AWARDED\\|ANSI||2|||
        ~K|2\\2\\2\\3\\2\\2\\2\\2\\USD\\|0\\8\\6\\0\\0|
        ~C|E26-014##||North Rim Interchange|161894.20|050126|0|
        ~D|E26-014##|03-300#\\1\\1\\03-200#\\1\\1\\02-315#\\1\\1\\31-600#\\1\\1\\|
        ~C|03-300#||Concrete works|52169.20|050126|0|
        ~D|03-300#|0110\\\\1250.50\\0410\\\\1\\|
        ~C|0110|m2|Wall formwork|38.40|050126|0|
        ~D|0110|LAB-CARP\\1\\1\\|
        ~C|LAB-CARP|m2|Carpenter|38.40|050126|1|
        ~M|03-300#\\0110|1\\1\\|1250.50|\\Wall A\\1\\100.04\\12.50\\\\|
        ~C|0410|LS|Curing compound|4150.00|050126|3|
        ~C|03-200#||Reinforcing|18225.00|050126|0|
        ~D|03-200#|0120\\\\1500\\|
        ~C|0120|EA|Rebar mats|12.15|050126|0|
        ~D|0120|MAT-REB\\1\\1\\|
        ~C|MAT-REB|EA|Rebar mat|12.15|050126|3|
        ~M|03-200#\\0120|2\\1\\|1500|\\Deck\\1500\\\\\\\\|
        ~C|02-315#||Excavation|31500.00|050126|0|
        ~D|02-315#|0210\\\\420\\|
        ~C|0210|h|Excavator|75.00|050126|2|
        ~C|31-600#||Piling|60000.00|050126|0|
        ~D|31-600#|0310\\\\1\\|
        ~C|0310|LS|Piles by a subcontractor|60000.00|050126|0|
        ~T|0310|Bored piles\\, 600 mm\\|

        """.replacing("\n", with: "\r\n")

    static let sage = """
        "P","         03-300","Concrete works                ",01052026,1250.50,"m2  "
        "C","         03-300","Concrete works                ","L  ",01052026,1250.50,"m2  ",48019.20,,,"",""
        "C","         03-300","Concrete works                ","M  ",01052026,1.00,"LS  ",4150.00,,,"",""
        "P","         03-200","Reinforcing                   ",01052026,1500.00,"EA  "
        "C","         03-200","Reinforcing                   ","M  ",01052026,1500.00,"EA  ",18225.00,,,"",""
        "C","         02-315","Excavation                    ","E  ",01052026,420.00,"h   ",31500.00,,,"",""
        "C","         31-600","Piling                        ","S  ",01052026,0.00,"LS  ",60000.00,,,"",""
        "C","         99-100","Overhead and profit           ","X  ",01052026,0.00,"LS  ",9713.65,,,"",""

        """

    static let gaeb = gaeb()

    /// The bill as an award, or with another phase, namespace or head.
    static func gaeb(
        phase: String = "86",
        space: String = "http://www.gaeb.de/GAEB_DA_XML/DA86/3.3",
        head: String = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
        total: String = "171607.85"
    ) -> String {
        """
        \(head)
        <GAEB xmlns="\(space)"><GAEBInfo><Version>3.3</Version><ProgSystem>Estimator</ProgSystem></GAEBInfo>
        <PrjInfo><NamePrj>26-014</NamePrj><LblPrj>North Rim</LblPrj><Cur>USD</Cur></PrjInfo>
        <Award><DP>\(phase)</DP><BoQ><BoQInfo><Name>E26-014/03</Name><LblBoQ>E26-014 Rev 03 AWARDED</LblBoQ>
        <Totals><Total>\(total)</Total></Totals></BoQInfo><BoQBody>
        <BoQCtgy RNoPart="01"><LblTx><p><span>Concrete</span></p></LblTx><BoQBody><Itemlist>
        \(item("0110", "03-300", "L", "<Qty>1250.500</Qty><QU>m2</QU><UP>38.40</UP><IT>48019.20</IT>"))
        \(item("0120", "03-200", "M", "<Qty>1500.000</Qty><QU>St</QU><UP>12.15</UP><IT>18225.00</IT>"))
        \(item("0130", "03-300", "M", alternate("1", accepted: true) + "<Qty>1</Qty><QU>psch</QU><UP>4150</UP><IT>4150.00</IT>"))
        \(item("0140", "03-300", "M", alternate("2", accepted: false) + "<Qty>1</Qty><QU>psch</QU><UP>999</UP><IT>999.00</IT>"))
        </Itemlist></BoQBody></BoQCtgy>
        <BoQCtgy RNoPart="02"><LblTx><p><span>Earth</span></p></LblTx><BoQBody><Itemlist>
        \(item("0210", "02-315", "E", "<Qty>420.000</Qty><QU>h</QU><UP>75.00</UP><IT>31500.00</IT>"))
        \(item("0220", "31-600", "S", "<LumpSumItem>Yes</LumpSumItem><UP>60000</UP><IT>60000.00</IT>"))
        </Itemlist></BoQBody></BoQCtgy>
        <BoQCtgy RNoPart="99"><BoQBody><Itemlist><MarkupItem RNoPart="0010"><Markup>6</Markup><IT>9713.65</IT>
        </MarkupItem></Itemlist></BoQBody></BoQCtgy>
        </BoQBody></BoQ></Award></GAEB>
        """
    }

    static func item(_ part: String, _ code: String, _ type: String, _ values: String) -> String {
        """
        <Item ID="i\(part)" RNoPart="\(part)">\(values)<CtlgAssign><CtlgID>CostCode</CtlgID><CtlgCode>\(code)</CtlgCode>\
        </CtlgAssign><CtlgAssign><CtlgID>CostType</CtlgID><CtlgCode>\(type)</CtlgCode></CtlgAssign><Description>\
        <CompleteText><DetailTxt><Text><p><span>long</span></p></Text></DetailTxt><OutlineText><OutlTxt><TextOutlTxt>\
        <p><span>Work</span><span>\(part)</span></p></TextOutlTxt></OutlTxt></OutlineText></CompleteText></Description></Item>
        """
    }

    static func alternate(_ number: String, accepted: Bool) -> String {
        "<ALNGroupNo>1</ALNGroupNo><ALNSerNo>\(number)</ALNSerNo>" + (accepted ? "<Accepted>AltAccept</Accepted>" : "")
    }

    static let csv = """
        Estimate;Rev;Status;Alt;BidItem;Activity;Resource;Cost Code;Type;Beschreibung;Menge;ME;EP;Betrag
        E26-014;03;Zuschlag;BASE;0100;0110;LAB-CARP;03-300;L;"Schalung ""Typ A""
        Wand";1.250,50;m²;38,40;48.019,20
        E26-014;03;Zuschlag;BASE;0100;0120;MAT-REB;03-200;M;Bewehrung;1.500,00;EA;12,15;18.225,00
        E26-014;03;Zuschlag;BASE;0200;0210;EQ-EXC;02-315;E;Bagger;420,00;h;75,00;31.500,00
        E26-014;03;Zuschlag;BASE;0300;0310;SUB-PILE;31-600;S;Pfähle;0,00;LS;;60.000,00
        E26-014;03;Zuschlag;ALT-1;0400;0410;MAT-CURE;03-300;M;Nachbehandlung;1,00;LS;4.150,00;4.150,00
        E26-014;03;Zuschlag;BASE;9900;;MARKUP;;X;Zuschlag für Gewinn;1,00;LS;;9.713,65

        """

    static let mapping: JSON = [
        "object": "estimate",
        "table": ["delimiter": ";", "numbers": ["decimal": ",", "group": ["."]]],
        "fields": [
            "number": "Estimate", "revision": "Rev", "currency": ["constant": "USD"],
            "status": ["column": "Status", "values": ["AWARDED": "awarded", "Zuschlag": "awarded"]],
            "path": ["join": ["BidItem", "Activity", "Resource"], "with": "/"],
            "kind": ["column": "Type", "values": ["X": "markup", "A": "assembly"], "otherwise": "item"],
            "alternate": ["column": "Alt", "values": ["BASE": ""]], "accepted": ["constant": "true"],
            "costCode": "Cost Code", "costType": "Type", "text": "Beschreibung", "quantity": "Menge", "unit": "ME",
            "unitPrice": "EP", "amount": "Betrag",
        ],
    ]

    static let mappingValue = ConnectorConfiguration.Value.document(
        ConfigurationDocument(file: "estimate.yaml", value: mapping)
    )

    static let catalogues: [String: ConnectorConfiguration.Value] = [
        "costCode": .text("catalogue:CostCode"), "costType": .text("catalogue:CostType"),
        "identity": .text("heading:{number} Rev {revision} {status}"),
    ]
}
