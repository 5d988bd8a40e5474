import ConnectorKit
import ConnectorStore
import FoundationEssentials
import JSON

/// How far the sending of a file came, as the spool keeps it.
struct SentNote: Sendable, Hashable {
    enum Stage: String, Sendable {
        /// It is whole under its temporary name, and is about to get its name.
        case renaming
        /// It had its name.
        case sent
    }

    let stage: Stage
    /// The folder that it goes to.
    let folder: String
    let name: String
    let digest: String
    let size: Int64
    /// The control totals of what was sent, which its connector may read otherwise by now.
    let totals: [String: Decimal]

    init?(_ bytes: [UInt8]) {
        guard let document = try? JSON(parsing: String(decoding: bytes, as: UTF8.self)),
            let stage = document["stage"]?.stringValue.flatMap({ Stage(rawValue: $0) }),
            let name = document["name"]?.stringValue, let digest = document["digest"]?.stringValue,
            let size = document["size"]?.integerValue
        else { return nil }
        let folder = document["folder"]?.stringValue
        guard stage == .sent || folder != nil else { return nil }
        let totals = document["totals"]?.objectValue?.compactMap { name, total in
            total.stringValue.flatMap { Decimal(plain: $0) }.map { (name, $0) }
        }
        self.stage = stage
        self.folder = folder ?? ""
        self.name = name
        self.digest = digest
        self.size = size
        self.totals = Dictionary(uniqueKeysWithValues: totals ?? [])
    }

    init(_ stage: Stage, _ ready: PreparedFile) {
        self.stage = stage
        folder = ready.folder
        name = ready.name
        digest = ready.digest
        size = ready.size
        totals = ready.totals
    }

    var bytes: [UInt8] {
        let document: JSONObject = [
            "stage": .string(stage.rawValue), "folder": .string(folder), "name": .string(name),
            "digest": .string(digest), "size": .integer(size), "totals": JSON(totals: totals),
        ]
        return Array(JSON.object(document).canonicalText.utf8)
    }
}

/// A file as it goes out: encrypted where it must be, with the paths that it gets.
struct PreparedFile: Sendable {
    /// The folder that it goes to, unlike any other.
    let folder: String
    let name: String
    let digest: String
    let size: Int64
    let totals: [String: Decimal]
    /// What it is called until it is whole, whatever its name will be; no other delivery's file is.
    let temporaryName: String
    /// Where it lies until it is whole.
    let temporary: String
    /// Where it goes.
    let path: String
    /// What the notes of its delivery are called.
    let key: String

    init(_ file: OutgoingFile, as name: String, _ bytes: [UInt8], _ delivery: Delivery, _ place: FilePlace) {
        let (digest, size) = (FileSpool.digest(of: bytes), Int64(bytes.count))
        self.init(name, digest, size, file.controlTotals, delivery, place)
    }

    init(_ note: SentNote, _ delivery: Delivery, _ place: FilePlace) {
        self.init(note.name, note.digest, note.size, note.totals, delivery, place)
    }

    private init(
        _ name: String,
        _ digest: String,
        _ size: Int64,
        _ totals: [String: Decimal],
        _ delivery: Delivery,
        _ place: FilePlace
    ) {
        folder = place.outgoingFolder
        self.name = name
        self.digest = digest
        self.size = size
        self.totals = totals
        key = Self.key(delivery)
        temporaryName = ".\(key.prefix(16)).partial"
        temporary = FilePath.join(place.folders.outgoing, temporaryName)
        path = FilePath.join(place.folders.outgoing, name)
    }

    static func key(_ delivery: Delivery) -> String { FileSpool.digest(of: Array(delivery.key.utf8)) }

    /// What tells how far it came.
    var sentNote: String { Self.sentNote(key) }

    static func sentNote(_ key: String) -> String { "\(key).sent" }

    /// What the encrypted bytes are kept under, since encrypting once more gives others.
    var bytesNote: String { "\(key).bytes" }

    /// What the target tells of it.
    var found: FoundRecord { FoundRecord(reference: "\(name) sha256:\(digest)", totals: totals) }
}

/// What the spool tells of the sending of a delivery.
enum SendingTrace {
    /// It never came to the renaming.
    case none
    case noted(SentNote)
    /// Its file may have been sent, and only a person can find out.
    case unclear(reason: String)
}

extension FilePlace {
    /// The folder that files are sent to, unlike any other.
    fileprivate var outgoingFolder: String { FilePath.join(identity, folders.outgoing) }
}

extension FileTarget {
    /// What the spool tells of a delivery.
    func trace(of delivery: Delivery) async throws(FileTransportError) -> SendingTrace {
        let name = PreparedFile.sentNote(PreparedFile.key(delivery))
        guard let bytes = try await spool.note(name) else { return .none }
        let path = "\(spool.root)/notes/\(name)"
        let advice = "if it lies there or was taken, give the delivery up; if not, remove that note and try again"
        guard let note = SentNote(bytes) else {
            return .unclear(
                reason: "the note of its sending \(path) cannot be read, so that its file may have been sent: look for "
                    + "it in \(place.outgoingFolder): \(advice)"
            )
        }
        guard note.stage == .renaming, note.folder != place.outgoingFolder else { return .noted(note) }
        return .unclear(
            reason: "\(note.name) may have been put into \(note.folder) before the configuration named "
                + "\(place.outgoingFolder), as \(path) says: name the old place once more and try again, or look for it "
                + "there: \(advice)"
        )
    }

    func note(_ stage: SentNote.Stage, _ ready: PreparedFile) async throws(FileTransportError) {
        try await spool.note(ready.sentNote, SentNote(stage, ready).bytes)
    }

    /// What goes out, the same bytes however often this is asked.
    func prepared(_ file: OutgoingFile, _ delivery: Delivery) async throws -> (PreparedFile, bytes: [UInt8]) {
        guard let encrypt = place.encrypt else {
            return (PreparedFile(file, as: file.name, file.bytes, delivery, place), file.bytes)
        }
        let bytes = try await encrypted(file, delivery, encrypt)
        return (PreparedFile(file, as: file.name + (encrypt.suffixes.first ?? ""), bytes, delivery, place), bytes)
    }

    private func encrypted(
        _ file: OutgoingFile,
        _ delivery: Delivery,
        _ encrypt: any FileFilter
    ) async throws -> [UInt8] {
        // Bytes of a corrected delivery are others, under the same key.
        let plain = FileSpool.digest(of: file.bytes)
        let key = "\(PreparedFile.key(delivery)).bytes"
        if let kept = try await spool.note(key), kept.starts(with: Array(plain.utf8)) {
            return Array(kept.dropFirst(plain.utf8.count))
        }
        let (input, output) = ("\(key).plain", "\(key).encrypted")
        let bytes: [UInt8]
        do {
            try await spool.writeWork(input, file.bytes)
            try await encrypt.run(spool.work(input), to: spool.work(output))
            bytes = try await spool.readWork(output)
        } catch {
            // What is told is why encrypting failed, not what else did.
            try? await spool.removeWork(input)
            try? await spool.removeWork(output)
            throw error
        }
        // Once the bytes are noted nobody comes here again, so that nothing plain may be left by then.
        try await spool.removeWork(input)
        try await spool.removeWork(output)
        try await spool.note(key, Array(plain.utf8) + bytes)
        return bytes
    }
}
