/// The words by which exports call the fields of an object, in English and German.
enum HeaderWords {
    /// How well a column's word fits a field: 2 if it is one of the field's words, 1 if it begins with one, else 0.
    static func fit(_ header: String, _ field: String, of object: MappedObject) -> Int {
        let word = simple(header)
        guard !word.isEmpty else { return 0 }
        let known = words(of: object)[field] ?? []
        if known.contains(word) { return 2 }
        // Short words begin many others; numbers are told by their content, too.
        let shortest = ["hours", "quantity"].contains(field) ? 3 : 4
        return known.contains { $0.count >= shortest && word.hasPrefix($0 + " ") } ? 1 : 0
    }

    /// A word without case, accents and punctuation: `O/T  Hours` is `o t hours`; one that a cell divides is whole.
    static func simple(_ header: String) -> String {
        var text = ""
        for character in header.lowercased().replacing(/-\s+/, with: "") {
            switch character {
            case "ä": text += "ae"
            case "ö": text += "oe"
            case "ü": text += "ue"
            case "ß": text += "ss"
            case "#": text += " # "
            default: text.append(character.isLetter || character.isNumber ? character : " ")
            }
        }
        return text.split(separator: " ").joined(separator: " ")
    }

    private static func words(of object: MappedObject) -> [String: [String]] {
        switch object {
        case .timesheet: timesheet
        case .estimate: estimate
        case .changeOrder: changeOrder
        }
    }

    /// Words of columns that hold the hours of one pay code.
    static let payCodes: [String: [String]] = [
        "REG": ["reg hours", "regular hours", "reg hrs", "regular", "st hours", "normalstunden", "regelstunden"],
        "OT": [
            "o t hours", "ot hours", "ot hrs", "overtime", "overtime hours", "ueberstunden", "ueberstd", "mehrarbeit",
        ],
        "DBL": ["dt hours", "double time", "double time hours", "dbl hours", "doppelstunden"],
    ]

    /// Words of columns that hold an id of each row.
    static let recordIDs: Set<String> = [
        "id", "guid", "uuid", "entry id", "entry no", "entry number", "entry #", "record id", "record no", "line id",
        "transaction id", "transaction no", "time entry id", "timecard id", "timesheet id", "document no", "voucher no",
        "beleg", "belegnr", "beleg nr", "belegnummer", "lfdnr", "lfd nr", "lfd nummer", "laufende nummer", "satznr",
        "satz nr", "datensatz", "buchungsnr", "buchungsnummer",
    ]

    private static let project = [
        "project", "job", "job number", "job no", "job #", "project no", "project number", "project code", "job code",
        "projekt", "projektnummer", "projektnr", "projekt nr", "baustelle", "bauvorhaben", "bv", "auftrag",
        "auftragsnr",
    ]
    private static let costCode = [
        "cost code", "costcode", "phase", "phase code", "code", "cost #", "temp cost #", "wbs", "kostenstelle", "kst",
        "kostentraeger", "kostencode", "kostenart nr", "bas", "bas nr", "leistungsnr",
    ]
    private static let costType = ["cost type", "type", "category", "cat", "kostenart", "art", "typ"]
    private static let amount = [
        "amount", "total", "total amount", "extended", "extension", "betrag", "gesamt", "gesamtpreis", "gp",
        "gesamtbetrag", "summe", "budget",
    ]
    private static let status = ["status", "state", "approval status", "stand", "freigabestatus", "zustand"]
    private static let currency = ["currency", "cur", "waehrung", "curr"]

    private static let timesheet: [String: [String]] = [
        "employee": [
            "employee", "employee no", "employee number", "employee id", "employee #", "employee code", "emp", "emp no",
            "emp #", "emp id", "empid", "emp number", "emp code", "empl", "empl id", "empl no", "file #", "file no",
            "worker id", "badge", "personalnummer", "personalnr", "personal nr", "persnr", "pers nr", "mitarbeiternr",
            "mitarbeiter nr", "mitarbeiternummer", "ma nr",
        ],
        "date": [
            "date", "work date", "day", "line date", "date worked", "datum", "tag", "arbeitstag", "leistungsdatum",
        ],
        "project": project, "costCode": costCode,
        "payCode": [
            "pay code", "paycode", "earn code", "earning code", "pay type", "hours type", "time type", "pay component",
            "lohnart", "loa", "stundenart", "zeitart",
        ],
        "hours": [
            "hours", "hrs", "hours worked", "total hours", "duration", "qty hours", "std", "stunden", "arbeitsstunden",
            "dauer", "anzahl stunden", "ist std", "ist stunden",
        ],
        "status": status,
        "approvedBy": [
            "approved by", "approver", "supervisor", "freigegeben von", "genehmigt von", "polier", "freigabe",
        ],
        "corrects": ["corrects", "original id", "correction of", "korrigiert", "storno von"],
    ]

    private static let estimate: [String: [String]] = [
        "number": [
            "estimate", "estimate no", "estimate number", "estimate #", "bid", "bid no", "angebot", "angebotsnr",
            "angebotsnummer", "kalkulation",
        ],
        "revision": ["rev", "revision", "rev no", "version", "index", "nachtragsindex"],
        "status": status, "project": project, "currency": currency,
        "statedTotal": ["estimate total", "bid total", "angebotssumme"],
        "path": [
            "line", "line no", "item", "item no", "bid item", "biditem", "pos", "position", "oz", "pos nr", "posnr",
        ],
        "kind": ["line kind", "kind", "positionsart", "line type"],
        "alternate": ["alt", "alternate", "alternative", "option", "variante"],
        "accepted": ["accepted", "chosen", "angenommen", "gewaehlt"],
        "costCode": costCode, "costType": costType,
        "text": ["description", "text", "desc", "beschreibung", "bezeichnung", "kurztext", "leistung"],
        "quantity": ["quantity", "qty", "takeoff quantity", "takeoff qty", "menge", "anzahl", "massen", "lv menge"],
        "unit": ["unit", "uom", "units", "me", "einheit", "eh", "mengeneinheit"],
        "unitPrice": [
            "unit price", "price", "unit cost", "rate", "ep", "einheitspreis", "einzelpreis", "preis",
            "preis je einheit",
        ],
        "amount": amount,
    ]

    private static let changeOrder: [String: [String]] = [
        "project": project,
        "number": [
            "change order", "co", "co no", "co #", "co number", "change order no", "number", "no", "nachtrag",
            "nachtragsnr", "nachtragsnummer",
        ],
        "status": status, "currency": currency,
        "contractAmount": [
            "contract amount", "contract", "contract change", "owner amount", "vertragssumme", "auftragssumme",
            "nachtragssumme",
        ],
        "costCode": costCode, "costType": costType,
        "amount": ["budget change", "budget amount", "cost amount", "budgetaenderung"] + amount,
    ]

    /// Words of statuses that mean the same everywhere.
    static func statuses(of object: MappedObject) -> [String: String] {
        switch object {
        case .timesheet:
            [
                "approved": "approved", "app": "approved", "genehmigt": "approved", "freigegeben": "approved",
                "submitted": "submitted", "open": "submitted", "offen": "submitted", "erfasst": "submitted",
                "reopened": "reopened",
            ]
        case .estimate:
            [
                "awarded": "awarded", "won": "awarded", "zuschlag": "awarded", "beauftragt": "awarded", "open": "open",
                "offen": "open", "draft": "open", "submitted": "open", "entwurf": "open", "lost": "lost",
                "verloren": "lost", "abgelehnt": "lost",
            ]
        case .changeOrder:
            [
                "approved": "approved", "executed": "approved", "genehmigt": "approved", "beauftragt": "approved",
                "submitted": "submitted", "pending": "submitted", "offen": "submitted", "rejected": "rejected",
                "void": "rejected", "abgelehnt": "rejected",
            ]
        }
    }
}
