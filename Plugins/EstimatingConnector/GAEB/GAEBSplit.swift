import CanonicalModel
import ConnectorKit
import FoundationEssentials

/// The parts of a position's quantity (`QtySplit`) that cost on codes of their own.
enum GAEBSplit {
    /// Percentages have six decimals, so that thirds leave a little.
    private static let leastRest = Decimal(sign: .plus, exponent: -5, significand: 1)

    /// A line for each part, if the parts have codes of the catalogues that count, else the position itself.
    ///
    /// - Throws: ``FileFault`` if the parts are more than the position.
    static func lines(
        of line: EstimateLine,
        _ item: XMLNode,
        costCode: CodeChoice,
        costType: CodeChoice
    ) throws(FileFault) -> [EstimateLine] {
        let splits = item.all("QtySplit")
        let catalogues = [costCode, costType].compactMap { choice in
            if case .catalogue(let name) = choice { name } else { nil }
        }
        let hasCodes = splits.contains { split in catalogues.contains { split.assignment(in: $0) != nil } }
        guard hasCodes, line.quantity != 0 else { return [line] }

        let parts = try parts(splits, of: line, costCode, costType)
        var left = line.amount
        return parts.enumerated().map { index, part in
            let isLast = index == parts.count - 1
            let own = isLast ? left : (line.amount * part.part).roundedCommercially(scale: 2)
            left -= own
            return EstimateLine(
                path: "\(line.path)/\(index + 1)",
                kind: line.kind,
                alternate: line.alternate,
                costCode: part.code,
                costType: part.type,
                text: line.text,
                quantity: (line.quantity * part.part).roundedCommercially(scale: 3),
                unit: line.unit,
                unitPrice: line.unitPrice,
                amount: own
            )
        }
    }

    /// A part of a position, and the codes that it costs on.
    private typealias Part = (part: Decimal, code: String?, type: String?)

    private static func parts(
        _ splits: [XMLNode],
        of line: EstimateLine,
        _ costCode: CodeChoice,
        _ costType: CodeChoice
    ) throws(FileFault) -> [Part] {
        var parts: [Part] = []
        var rest: Decimal = 1
        for split in splits {
            let part = try share(split, of: line)
            rest -= part
            parts.append((part, code(costCode, of: split) ?? line.costCode, code(costType, of: split) ?? line.costType))
        }
        guard rest >= -leastRest else {
            throw FileFault(
                "line \(splits[0].line): position \(line.path): its parts (QtySplit) are more than its quantity; export the bill "
                    + "again"
            )
        }
        if rest > leastRest { parts.append((rest, line.costCode, line.costType)) }
        return parts
    }

    private static func share(_ split: XMLNode, of line: EstimateLine) throws(FileFault) -> Decimal {
        let place = "position \(line.path): QtySplit"
        if let text = split.value("QtyPcnt") {
            return try GAEBEstimate.number(text, "\(place)/QtyPcnt", split.line) / 100
        }
        return try GAEBEstimate.number(split.value("Qty") ?? "0", "\(place)/Qty", split.line) / line.quantity
    }

    private static func code(_ choice: CodeChoice, of split: XMLNode) -> String? {
        guard case .catalogue(let name) = choice else { return nil }
        return split.assignment(in: name)
    }
}

extension XMLNode {
    /// The code that it is assigned to in a catalogue.
    func assignment(in catalogue: String) -> String? {
        all("CtlgAssign").first { $0.value("CtlgID") == catalogue }?.value("CtlgCode")
    }
}
