import ConnectorKit

extension Conformance {
    /// What reading files must keep to.
    static let files: [ConformanceTest] = [
        ConformanceTest(
            "FI01",
            "each file as its system drops it gives its records and its rejects",
            for: .fileSource,
            remedy: "let a pattern of fileStreams fit the name, and give each row as a record or as a reject"
        ) { trial in
            try await FileTrial(trial).requireRecords()
        },
        ConformanceTest(
            "FI02",
            "records of files are of the object of their kind, with exact decimals and times with a zone",
            for: .fileSource,
            remedy: "make payloads of the canonical object's own json"
        ) { trial in
            try await FileTrial(trial).requireShapes()
        },
        ConformanceTest(
            "FI03",
            "in a file, an id stands for one record",
            for: .fileSource,
            remedy: "make the id of what tells rows apart for people, and number rows that are the same"
        ) { trial in
            try await FileTrial(trial).requireKeys()
        },
        ConformanceTest(
            "FI04",
            "in whatever pieces a file comes, it gives the same",
            for: .fileSource,
            remedy: "keep what is left of a piece until the next one; never decide by where a piece ends"
        ) { trial in
            try await FileTrial(trial).requireOneReadingInPieces()
        },
        ConformanceTest(
            "FI05",
            "the same rows in a file that is dropped again have the same ids",
            for: .fileSource,
            remedy: "make ids of what stands in the row, never of the file's time, name or digest"
        ) { trial in
            try await FileTrial(trial).requireSameIDs()
        },
        ConformanceTest(
            "FI06",
            "a file that is cut off gives no record that the whole one does not",
            for: .fileSource,
            remedy: "make a record only of a row whose end was seen, and throw a fault for a last row without its end"
        ) { trial in
            try await FileTrial(trial).requireNothingOfCutFiles()
        },
        ConformanceTest(
            "FI07",
            "what is no such file, or is damaged, is a fault with a reason, and never a crash or a record of nothing",
            for: .fileSource,
            remedy: "check header and format before the first record, and trust no number, length or offset of a file"
        ) { trial in
            try await FileTrial(trial).requireFaults()
        },
        ConformanceTest(
            "FI08",
            "what is in another encoding is not guessed at",
            for: .fileSource,
            remedy: "decode strictly, and let bytes that are no character be a fault or a reject"
        ) { trial in
            try await FileTrial(trial).requireEncoding()
        },
        ConformanceTest(
            "FI09",
            "a record says what its row says, by the account of whoever made the file",
            for: .fileSource,
            remedy: "read each member from the column that means it, in the unit that it has there"
        ) { trial in
            try await FileTrial(trial).requireContents()
        },
    ]

    /// What writing files must keep to.
    static let fileWriting: [ConformanceTest] = [
        ConformanceTest(
            "FO01",
            "the same delivery is the same file, after a restart too",
            for: .fileSink,
            remedy: "let nothing but the delivery decide name and bytes: no clock, no chance, no order of a set"
        ) { trial in
            try await OutgoingFileTrial(trial).requireSameFiles()
        },
        ConformanceTest(
            "FO02",
            "each delivery has a file of its own, with a name that any place takes",
            for: .fileSink,
            remedy: "make the name of the delivery's key, with letters, digits, '-', '_' and '.' only"
        ) { trial in
            try await OutgoingFileTrial(trial).requireNames()
        },
        ConformanceTest(
            "FO03",
            "a file holds what was to be delivered, by its totals",
            for: .fileSink,
            remedy: "sum the control totals over the bytes that were made, and round nothing"
        ) { trial in
            try await OutgoingFileTrial(trial).requireTotals()
        },
        ConformanceTest(
            "FO04",
            "what is not what its object says becomes no file",
            for: .fileSink,
            remedy: "return rejected with a reason for a payload that cannot be read"
        ) { trial in
            try await OutgoingFileTrial(trial).requireRefusals()
        },
    ]
}
