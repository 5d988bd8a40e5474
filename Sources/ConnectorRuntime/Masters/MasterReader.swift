import CanonicalModel
import ConnectorKit
import ConstructionFlows
import JSON

/// Reads the lists of masters that systems hold, page by page, from their beginning to their end.
struct MasterReader {
    let clock: any RuntimeClock
    /// The day on which an entry is in use or not.
    let day: CalendarDate
    /// How many records of one list are read at most.
    let most: Int

    /// Why a list could not be read.
    struct Failure: Error {
        let reason: String
    }

    /// Whether a system lists masters of a kind.
    func lists(_ kind: MasterKind, _ system: ConfiguredSystem) -> Bool { source(of: kind, system) != nil }

    /// Reads a list.
    ///
    /// - Parameters:
    ///   - kind: What is read.
    ///   - system: A system that ``lists(_:_:)`` it.
    /// - Returns: The entries with their records.
    /// - Throws: ``Failure`` if the list cannot be read to its end.
    func read(_ kind: MasterKind, of system: ConfiguredSystem) async throws(Failure) -> MasterList {
        guard let source = source(of: kind, system) else { throw Failure(reason: "its connector lists none") }
        // A record may come again while pages are read: the last of each row counts.
        var rows: [String: SourceRecord] = [:]
        var unusable = 0
        var cursor: Cursor?
        var hasMore = true
        while hasMore {
            let page: RecordPage
            do throws(ConnectorError) {
                page = try await source.reader.page(of: source.stream, after: cursor)
            } catch {
                throw Failure(reason: "\(error)")
            }
            for record in page.records {
                if record.object == SourceRecord.deletion {
                    let known = record.payload["id"]?.stringValue.flatMap { rows.removeValue(forKey: $0) }
                    // Where only states have names, nobody can tell which entry it was.
                    if known == nil, !source.isIncremental { unusable += 1 }
                } else if record.object == kind.object {
                    rows[source.row(of: record)] = record
                }
            }
            unusable += page.rejects.count
            guard rows.count + unusable <= most else {
                throw Failure(reason: "\(source.stream.name) holds more than \(most) records")
            }
            guard !page.hasMore || page.next != cursor else {
                throw Failure(reason: "\(source.stream.name) gives the same page again and again")
            }
            (cursor, hasMore) = (page.next, page.hasMore)
        }
        return list(kind, of: system.name, rows, unusable, source)
    }

    private func list(
        _ kind: MasterKind,
        of system: String,
        _ rows: [String: SourceRecord],
        _ unusable: Int,
        _ source: Source
    ) -> MasterList {
        var list = MasterList(kind, of: .system(system))
        list.unusable = unusable
        for (row, record) in rows.sorted(by: { $0.key < $1.key }) {
            guard let entry = entry(kind, record) else {
                list.unusable += 1
                continue
            }
            list.add(entry, reference: source.isIncremental ? row : nil)
        }
        return list
    }

    private func entry(_ kind: MasterKind, _ record: SourceRecord) -> MasterEntry? {
        let reader = JSONReader(record.payload, path: record.id)
        return switch kind {
        case .project: (try? Project(reader)).map { MasterEntry($0) }
        case .costCode: (try? CostCode(reader)).map { MasterEntry($0, on: day) }
        case .employee: (try? Employee(reader)).map { MasterEntry($0, on: day) }
        case .equipment: (try? Equipment(reader)).map { MasterEntry($0) }
        }
    }

    /// The stream that a list is read from.
    private struct Source {
        let reader: StreamReader
        let stream: SourceStream
        let isIncremental: Bool

        /// What is one and the same record of the system: its row, or where only states of records have names, the key of
        /// the object.
        func row(of record: SourceRecord) -> String {
            guard isIncremental else {
                return ["code", "number"].compactMap { record.payload[$0]?.stringValue }.first ?? record.id
            }
            // `fleet.vehicle/5@2026-01-05T00:00:00Z#…`
            return record.id.lastIndex(of: "@").map { String(record.id[..<$0]) } ?? record.id
        }
    }

    /// Streams that are read by the time of a change tell all rows; beside them, others tell of deletions alone.
    private func source(of kind: MasterKind, _ system: ConfiguredSystem) -> Source? {
        guard let reader = StreamReader(system.connector, clock: clock) else { return nil }
        let incremental = system.connector.incrementalSource?.incrementalStreams.map(\.stream) ?? []
        if let stream = incremental.first(where: { $0.object == kind.object }) {
            return Source(reader: reader, stream: stream, isIncremental: true)
        }
        guard let stream = reader.streams.first(where: { $0.object == kind.object }) else { return nil }
        return Source(reader: reader, stream: stream, isIncremental: false)
    }
}
