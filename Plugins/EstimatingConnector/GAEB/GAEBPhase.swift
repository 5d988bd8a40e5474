import ConnectorKit

/// What a GAEB document is exchanged for: the number of its phase, in its namespace and in element DP.
enum GAEBPhase: Equatable {
    /// 84: a bid.
    case bid
    /// 86: the bid that was accepted.
    case award

    /// Reads the phase of a document.
    ///
    /// - Throws: ``FileFault`` for another document, a phase that is no estimate, one without prices, or two phases.
    init(_ root: XMLNode) throws(FileFault) {
        guard root.name == "GAEB" else {
            throw FileFault("line \(root.line): the root element is '\(root.name.prefix(40))' where GAEB was expected")
        }
        let space = root.namespace ?? ""
        guard space.hasPrefix("http://www.gaeb.de/GAEB_DA_XML/") else {
            throw FileFault("line \(root.line): '\(space.prefix(80))' is no namespace of GAEB DA XML")
        }
        // http://www.gaeb.de/GAEB_DA_XML/DA86/3.2, or …/GAEB_DA_XML/200407 with the phase in DP alone.
        let parts = space.split(separator: "/")
        let named = parts.last { $0.hasPrefix("DA") && $0.count == 4 }.map { String($0.dropFirst(2)) }
        guard let stated = root.child("Award")?.value("DP") else {
            throw FileFault("GAEB/Award/DP: the document does not say its phase, such as 86")
        }
        guard named == nil || named == stated else {
            throw FileFault("its namespace says phase \(named ?? ""), but Award/DP says \(stated); export it again")
        }
        switch stated {
        case "84": self = .bid
        case "86": self = .award
        case "83":
            throw FileFault(
                kind: "unpriced_estimate",
                "the document is a request for bids (X83), which has no prices; export a bid (X84) or an award (X86)"
            )
        default:
            throw FileFault("the document is of phase \(stated.prefix(10)); a bid (84) or an award (86) was expected")
        }
    }

    /// The number of the phase.
    var number: Int {
        switch self {
        case .bid: 84
        case .award: 86
        }
    }
}
