import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import JSON

/// What a connector makes of files.
struct FileTrial {
    private let trial: ConformanceTrial

    init(_ trial: ConformanceTrial) {
        self.trial = trial
    }

    /// A source and the files of its world.
    private func source() async throws -> (source: any FileSource, samples: [SampleFile]) {
        guard let world = try await trial.world() as? any FileDroppingWorld else {
            throw ConformanceObstacle("the subject's world drops no files: let it conform to FileDroppingWorld")
        }
        guard let source = try await trial.connector(in: world).fileSource else {
            throw ConformanceObstacle("the connector that was made reads no files, though its type says that it does")
        }
        return (source, try await world.samples)
    }

    /// Each file is of the first kind whose patterns fit, as the runtime chooses.
    private func forEachFile(_ look: (FileUnderTest) throws -> Void) async throws {
        let (source, samples) = try await source()
        trial.require(
            !samples.isEmpty,
            "the world drops no file, so that nothing is shown: let it drop one of each kind"
        )
        for sample in samples {
            guard let file = FileUnderTest(sample, source) else {
                trial.fail("\(sample.name): no kind of files has a pattern that fits this name")
                continue
            }
            try look(file)
        }
    }

    func requireRecords() async throws {
        var seen: Set<String> = []
        try await forEachFile { file in
            seen.insert(file.stream.stream.name)
            switch file.read(file.sample.bytes) {
            case .failure(let fault): trial.fail("\(file.name): is refused: \(fault)")
            case .success(let items):
                let (records, rejects) = (items.compactMap(\.record), items.compactMap(\.reject))
                trial.require(
                    records.count == file.sample.records,
                    "\(file.name): gives \(records.count) records instead of \(file.sample.records)"
                        + (rejects.first.map { "; a reject says: \($0.reason)" } ?? "")
                )
                trial.require(
                    rejects.count == file.sample.rejects,
                    "\(file.name): gives \(rejects.count) rejects instead of \(file.sample.rejects)"
                )
                for reject in rejects where [reject.kind, reject.subject, reject.reason].contains(where: \.isBlank) {
                    trial.fail("\(file.name): a reject has no kind, subject or reason: \(reject)")
                }
            }
        }
        let (source, _) = try await source()
        for stream in source.fileStreams.map(\.stream.name) where !seen.contains(stream) {
            trial.fail("\(stream): the world drops no such file, so that nothing is shown: let it drop one")
        }
    }

    func requireShapes() async throws {
        try await forEachFile { file in
            for record in file.records {
                guard record.object == file.stream.stream.object || record.object == SourceRecord.deletion else {
                    trial.fail("\(file.name): a record is of \(record.object), and its kind lists another object")
                    continue
                }
                if let flaw = CanonicalShape.flaw(of: record.payload, as: record.object) {
                    trial.fail("\(file.name): a \(record.object) \(flaw)")
                }
                for flaw in ValueCheck.flaws(in: record.payload) {
                    trial.fail("\(file.name): in a \(record.object), \(flaw)")
                }
            }
        }
    }

    func requireContents() async throws {
        var told: Set<String> = []
        try await forEachFile { file in
            if !file.sample.contents.isEmpty { told.insert(file.stream.stream.name) }
            for flaw in ContentCheck.flaws(in: file.records, against: file.sample.contents) {
                trial.fail("\(file.name): \(flaw)")
            }
        }
        let (source, _) = try await source()
        for stream in source.fileStreams.map(\.stream.name) where !told.contains(stream) {
            trial.fail("\(stream): the world does not say what its files hold: give one of them contents")
        }
    }

    func requireKeys() async throws {
        try await forEachFile { file in
            trial.require(!file.records.contains { $0.id.isBlank }, "\(file.name): a record has no id")
            for (id, same) in Dictionary(grouping: file.records, by: \.id) where same.count > 1 {
                trial.fail("\(file.name): \(same.count) of its records have the id \(id)")
            }
        }
    }

    func requireOneReadingInPieces() async throws {
        try await forEachFile { file in
            let whole = file.read(file.sample.bytes)
            for size in [1, 2, 7, 64, 4096] where size == 1 || size < file.sample.bytes.count {
                requireEqual(file.read(file.sample.bytes, inPiecesOf: size), whole, file, "in pieces of \(size) bytes")
            }
            requireEqual(
                file.read(file.sample.bytes, inPiecesOf: 3, emptyBetween: true),
                whole,
                file,
                "with empty pieces"
            )
        }
    }

    func requireSameIDs() async throws {
        try await forEachFile { file in
            let first = file.read(file.sample.bytes)
            requireEqual(file.read(file.sample.bytes), first, file, "read a second time")
            let later = file.read(file.sample.bytes, daysLater: 40)
            trial.require(
                Self.ids(later) == Self.ids(first),
                "\(file.name): dropped again 40 days later, its rows have other ids"
            )
            guard let name = file.sample.otherName else { return }
            let renamed = file.read(file.sample.bytes, named: name)
            trial.require(
                Self.ids(renamed) == Self.ids(first),
                "\(file.name): dropped again as \(name), its rows have other ids"
            )
        }
    }

    private static func ids(_ reading: FileUnderTest.Reading) -> Set<String> {
        Set((try? reading.get())?.compactMap(\.record?.id) ?? [])
    }

    private func requireEqual(
        _ reading: FileUnderTest.Reading,
        _ other: FileUnderTest.Reading,
        _ file: FileUnderTest,
        _ place: String
    ) {
        switch (reading, other) {
        case (.success(let items), .success(let others)):
            let difference = Set(items).symmetricDifference(others).count
            trial.require(items == others, "\(file.name): \(place), \(difference) items differ, or their order")
        case (.failure(let fault), .failure(let other)):
            trial.require(fault == other, "\(file.name): \(place), the fault is another: \(fault)")
        case (.failure(let fault), .success): trial.fail("\(file.name): \(place), it is refused: \(fault)")
        case (.success, .failure(let fault)): trial.fail("\(file.name): \(place), it is not refused for \(fault)")
        }
    }

    /// A file that is cut off gives no record that the whole one does not.
    func requireNothingOfCutFiles() async throws {
        var shown = false
        try await forEachFile { file in
            guard file.sample.showsItsEnd else { return }
            shown = true
            let whole = Set(file.records)
            let bytes = file.sample.bytes
            let step = max(1, bytes.count / 400)
            for end in stride(from: 0, to: bytes.count, by: step) {
                guard case .success(let items) = file.read(Array(bytes[..<end])) else { continue }
                let strange = Set(items.compactMap(\.record)).subtracting(whole)
                guard let record = strange.first else { continue }
                trial.fail(
                    "\(file.name): cut off behind byte \(end), it gives a record that the whole file does not: \(record.id)"
                )
                return
            }
        }
        if !shown { throw Inapplicable("its files do not show that they were cut off") }
    }

    /// Bytes that are no such file give no record, and a fault that a person understands.
    func requireFaults() async throws {
        try await forEachFile { file in
            for (what, bytes) in Damage.garbage {
                switch file.read(bytes) {
                case .success(let items):
                    let records = items.count { $0.record != nil }
                    trial.require(records == 0, "\(file.name): \(what) gives \(records) records")
                case .failure(let fault): requireWords(fault, file, what)
                }
            }
            for (what, bytes) in Damage.of(file.sample.bytes) {
                guard case .failure(let fault) = file.read(bytes) else { continue }
                requireWords(fault, file, what)
            }
        }
    }

    private func requireWords(_ fault: FileFault, _ file: FileUnderTest, _ what: String) {
        trial.require(
            !fault.kind.isBlank && !fault.reason.isBlank,
            "\(file.name): \(what) is refused without a kind or a reason"
        )
    }

    /// A whole file with a byte that is no UTF-8 in each place in turn.
    func requireEncoding() async throws {
        var texts = 0
        try await forEachFile { file in
            guard String(validating: file.sample.bytes, as: UTF8.self) != nil else { return }
            texts += 1
            // A text without such characters may be in another encoding, in which any byte is one.
            let isUTF8 = file.sample.bytes.contains { $0 >= 0x80 }
            let sound = Set(file.records.map(\.payload))
            let places = stride(from: 0, to: file.sample.bytes.count, by: max(1, file.sample.bytes.count / 200))
            for place in places {
                var bytes = file.sample.bytes
                bytes[place] = 0xFF
                guard case .success(let items) = file.read(bytes) else { continue }
                for record in items.compactMap(\.record) {
                    let what = "\(file.name): byte \(place) is no character, and"
                    if record.payload.canonicalText.contains("\u{FFFD}") {
                        return trial.fail("\(what) stands as U+FFFD in the record \(record.id)")
                    } else if isUTF8, !sound.contains(record.payload) {
                        return trial.fail("\(what) makes another record of \(record.id)")
                    }
                }
            }
        }
        if texts == 0 { throw Inapplicable("its files are no text in UTF-8") }
    }
}

extension FileItem {
    /// The record, if it is one.
    var record: SourceRecord? { if case .record(let record) = self { record } else { nil } }
    /// The reject, if it is one.
    var reject: SourceReject? { if case .reject(let reject) = self { reject } else { nil } }
}
