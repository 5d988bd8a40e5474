extension FleetPage {
    /// Reads a page in whatever dialect it is written; what cannot be read becomes the page's fault.
    ///
    /// The content decides between XML and JSON, not what the provider says about it.
    ///
    /// - Parameter body: The answer's body.
    init(reading body: [UInt8]) {
        let content = body.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(body.dropFirst(3)) : body
        let opening = content.prefix(4)
        if opening.contains(0) || opening.starts(with: [0xFE, 0xFF]) || opening.starts(with: [0xFF, 0xFE]) {
            self.init(fault: PageFault(kind: .malformedPage, reason: "the answer is UTF-16 or binary, not UTF-8"))
            return
        }
        switch content.first(where: { !XMLProlog.isBlank($0) }) {
        case UInt8(ascii: "<"): self = FleetXMLReader.page(in: content)
        case UInt8(ascii: "{"): self = FleetJSONReader.page(in: content)
        case nil: self.init(fault: PageFault(kind: .notAFleetDocument, reason: "the answer is empty"))
        default:
            let reason = "the answer is neither XML nor a JSON object"
            self.init(fault: PageFault(kind: .notAFleetDocument, reason: reason))
        }
    }
}
