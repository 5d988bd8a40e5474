import CanonicalModel
import ConnectorKit
import Foundation
import TableMapping
import TabularText

/// A file that a person names on the command line.
struct SampleFile {
    let path: String
    let name: String
    let size: Int64
    let modifiedAt: Instant

    /// Why a file cannot be read.
    struct Unreadable: Error {
        let message: String
    }

    /// Looks at a file; only a regular one is ever opened.
    init(_ path: String) throws(Unreadable) {
        let attributes = try? FileManager.default.attributesOfItem(
            atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        )
        guard let attributes else { throw Unreadable(message: "\(path): there is no such file") }
        guard attributes[.type] as? FileAttributeType == .typeRegular else {
            throw Unreadable(message: "\(path): is no regular file")
        }
        self.path = path
        name = URL(fileURLWithPath: path).lastPathComponent
        size = (attributes[.size] as? NSNumber)?.int64Value ?? 0
        let date = attributes[.modificationDate] as? Date ?? Date()
        modifiedAt = Instant(seconds: Int64(date.timeIntervalSince1970.rounded(.down)))
    }

    /// The file as a connector sees it.
    ///
    /// The digest is left out: rehearsing makes nothing of it.
    var arrived: ArrivedFile { ArrivedFile(name: name, size: size, digest: "", modifiedAt: modifiedAt) }

    /// What the file looks like.
    func examined() throws(Unreadable) -> TableProposal {
        var detector = TableDetector(file: name)
        try read { try detector.take($0) }
        let table: TableProposal
        do throws(TableIssue) {
            table = try detector.finish()
        } catch {
            throw Unreadable(message: "\(error)")
        }
        guard table.rowCount > 0 else {
            throw Unreadable(message: "\(name): the table has a header and no rows; export one that has some")
        }
        return table
    }

    /// Reads the file piece by piece.
    private func read(_ take: ([UInt8]) throws -> Void) throws(Unreadable) {
        do {
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            defer { try? handle.close() }
            while let piece = try handle.read(upToCount: 1 << 16), !piece.isEmpty {
                try take(Array(piece))
            }
        } catch let fault as FileFault {
            throw Unreadable(message: fault.reason)
        } catch let issue as TableIssue {
            throw Unreadable(message: "\(issue)")
        } catch {
            throw Unreadable(message: "\(path): cannot be read: \(error.localizedDescription)")
        }
    }

    /// Runs a whole file through a mapping's reader.
    func rehearse(_ reader: consuming some FileRecordReader, _ rehearsal: inout Rehearsal) throws(Unreadable) {
        var reader = reader
        try read { try rehearsal.take(try reader.take($0)) }
        do throws(FileFault) {
            try rehearsal.take(try reader.finish())
        } catch {
            throw Unreadable(message: error.reason)
        }
    }
}

extension String {
    /// The text with anything that would act on a terminal replaced.
    var printable: String {
        String(
            map { character in
                character.unicodeScalars.contains { $0.properties.generalCategory == .control } ? "�" : character
            }
        )
    }
}
