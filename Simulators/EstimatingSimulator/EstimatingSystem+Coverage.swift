public import SimulatorKit

extension EstimatingSystem {
    /// What is simulated, and where it is known from; nothing was compared with a recording of a real system yet.
    public static var coverage: [SimulatedOperation] { formats + files + people + deviations }

    /// The formats of exports and the quirks.
    public static var ownOperations: [String] {
        ExportFormat.allCases.map { "export \($0.rawValue)" } + Quirk.allCases.map { "quirk \($0.rawValue)" }
    }

    private static let formats: [SimulatedOperation] = [
        SimulatedOperation(
            "export csv",
            .documented(source: "Columns and conventions of domain.md section 3, the sample's header")
        ),
        SimulatedOperation(
            "export sage: category record",
            .documented(
                source: "Sage Estimating 23.1 help, Category record for Sage 300 Construction and Real Estate (E1)"
            )
        ),
        SimulatedOperation(
            "export sage: phase record",
            .assumed(reason: "The help says that there is one for each phase quantity, but not its fields.")
        ),
        SimulatedOperation(
            "export bc3: ~V ~K ~C ~D ~M ~T",
            .documented(source: "FIEBDC-3 as quoted in the grammars of fiebdc3-parser (E2)")
        ),
        SimulatedOperation(
            "export bc3: cost code as chapter, revision and status as labels of ~V",
            .assumed(reason: "The format has no place for a cost code; offices agree on one.")
        ),
        SimulatedOperation(
            "export gaeb-x83: version 3.3",
            .documented(source: "Schemas GAEB DA XML 3.3 of 2021-05")
        ),
        SimulatedOperation(
            "export gaeb-x86: version 3.3",
            .documented(source: "Schemas GAEB DA XML 3.3 of 2021-05")
        ),
        SimulatedOperation(
            "export gaeb in versions 3.2 and 200407",
            .assumed(reason: "The namespaces are documented in domain.md (E2); the content is that of version 3.3.")
        ),
        SimulatedOperation(
            "export gaeb-x84: units, texts and catalogues",
            .assumed(reason: "The schema of a bid has none of them; the quirk x84-bare leaves them out.")
        ),
        SimulatedOperation(
            "export gaeb: cost code and cost type as catalogue assignments",
            .assumed(reason: "The schema has catalogues of any name; that an office uses these was not seen.")
        ),
    ]

    private static let files: [SimulatedOperation] = [
        SimulatedOperation(
            "NAME.partial, then rename",
            .documented(source: "SFTP drops of payment files (domain.md section 2, P5)")
        ),
        SimulatedOperation("NAME.done and NAME.sha256", .assumed(reason: "Common practice (domain.md section 2).")),
        SimulatedOperation("Names as NUMBER_Rnn_0001.ext", .assumed(reason: "No vendor's naming was seen.")),
        SimulatedOperation(
            "Exports on award, on request and on a schedule",
            .assumed(reason: "Integration practice; estimating programs export when a person asks for it.")
        ),
    ]

    private static let people: [SimulatedOperation] = [
        SimulatedOperation(
            "GET /_sim/estimates",
            .assumed(reason: "Estimates, revisions and lines as estimating programs show them.")
        ),
        SimulatedOperation(
            "POST /_sim/estimates",
            .assumed(reason: "What estimators do by hand: revise, award, lose, accept alternates, change lines.")
        ),
        SimulatedOperation("GET /_sim/exports", .assumed(reason: "Only the simulator has it: what each file holds.")),
        SimulatedOperation("GET /_sim/dialects", .assumed(reason: "Only the simulator has it: named forms of tables.")),
        SimulatedOperation("GET /_sim/quirks", .assumed(reason: "Only the simulator has it: what is switched on.")),
        SimulatedOperation("POST /_sim/quirks", .assumed(reason: "Only the simulator has it: the deviations below.")),
    ]

    // No default: a new quirk needs its own evidence.
    private static let deviations: [SimulatedOperation] = Quirk.allCases.map { quirk in
        let name = "quirk \(quirk.rawValue)"
        switch quirk {
        case .companionsDisagree, .notFinal, .blankPrices:
            return SimulatedOperation(
                name,
                .documented(source: "A reported HeavyBid to Vista failure (domain.md section 3, E1)")
            )
        case .bareBid:
            return SimulatedOperation(name, .documented(source: "Schema GAEB DA XML 84, version 3.3 of 2021-05"))
        case .bc3Decimals:
            return SimulatedOperation(name, .documented(source: "FIEBDC-3, register ~K (domain.md section 3, E2)"))
        case .alternateApart:
            return SimulatedOperation(name, .documented(source: "Quick Bid job data (domain.md section 3, E1)"))
        case .shuffledLines, .exportedTwice, .renumberedRevision, .freeStatus, .unmarkedAllowances,
            .zeroQuantityLumpSums, .foreignUnits, .roundedPrices, .assemblyAndParts, .missingCostCodes,
            .duplicateItemNumbers, .awardAsRequest, .deletedLine, .creditItem, .junkHeader, .junkFooter,
            .repeatedHeaders, .totalRows,
            .formulaCells, .paddedCells, .slowUpload, .halfUnderFinalName, .replacedInPlace, .sameNameReused,
            .zeroByte, .markerMissing, .checksumWrong:
            return SimulatedOperation(
                name,
                .assumed(reason: "Reported from the field in domain.md section 3 or 9a, without a recording.")
            )
        }
    }
}
