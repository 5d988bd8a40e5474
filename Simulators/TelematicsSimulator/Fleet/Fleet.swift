/// One of the four telematics providers through which KST's machines report, each with its own form of ISO 15143-3.
enum Fleet: String, CaseIterable, Sendable {
    /// XML of the standard's own namespace, decimal hours, absolute links; JSON on request.
    case iso
    /// XML of the form's first edition: no namespace, `Make`, durations, relative links.
    case aemp1
    /// XML of the Japanese association's namespace: times as child elements, one page, `missing` for what is unknown.
    case jcma
    /// JSON with capitalised members.
    case json

    /// What the paths of this provider start with.
    var base: String { "/\(rawValue)" }

    /// Whether every machine is on one page, whose number does not matter.
    var hasOnePage: Bool { self == .jcma }

    /// Whether pages are written in XML unless JSON is asked for.
    var isXML: Bool { self != .json }
}
