import CCurl
import ConnectorKit
import Synchronization

/// What libcurl is to do on a file server.
enum FileWork: Sendable {
    /// Lists a folder, with a command of FTP other than `LIST` if one is given.
    case list(command: String?)
    /// Reads a file.
    case read(limit: Int64)
    /// Sends commands, then writes a file.
    case write([UInt8], after: [String])
    /// Sends commands.
    case commands([String])
    /// Asks whether there is something of that name.
    case probe
}

/// How a call to a file server ended.
struct FileOutcome: Sendable {
    /// What libcurl says; `nil` if it was not asked any more.
    var code: CURLcode?
    /// The reason if it was found here and not by libcurl.
    var ownReason: FileTransportError.Reason?
    /// What was found, for a person.
    var detail = ""
    /// The last status of FTP.
    var status = 0
    /// When the file was changed, in seconds since 1970; -1 if that is not known.
    var fileTime = -1
    /// How many connections had to be made.
    var newConnections = 0

    var isSuccess: Bool { code == CURLE_OK && ownReason == nil }
}

/// One call to a file server.
///
/// The loop's thread fills it, the calling task empties it; libcurl is paused while too much waits.
// Unchecked: what is not behind the lock belongs to the loop's thread once the transfer was handed to it.
final class FileTransfer: Transfer, @unchecked Sendable {
    /// What is waiting for the caller before libcurl is paused; with one more piece still less than a mebibyte.
    static let buffer = 512 << 10
    /// How much has to come or go within each deadline.
    private static let step = 64 << 10
    private static let longest = Duration.seconds(30 * 86_400)

    private struct State {
        var pieces: [[UInt8]] = []
        var size = 0
        var isPaused = false
        var outcome: FileOutcome?
        var waiter: CheckedContinuation<Void, Never>?
        var wasCancelled = false
    }

    let url: String
    let work: FileWork
    let login: FileLogin
    let allowed: Duration
    private(set) var deadline: ContinuousClock.Instant
    var handle: EasyHandle?
    /// The fault that was found in this module and made libcurl stop.
    private var ownFault: (reason: FileTransportError.Reason, detail: String)?
    private var sent = 0
    private var received: Int64 = 0
    private var sinceStep = 0
    private let state = Mutex(State())

    init(_ work: FileWork, url: String, login: FileLogin) {
        self.url = url
        self.work = work
        self.login = login
        allowed = min(login.place.deadline, Self.longest)
        deadline = .now + allowed
    }

    /// libcurl 7.88 does not see to it that it is called again after a server of FTP has said where to connect for the data, nor
    /// for bytes of SFTP that libssh2 holds when a paused transfer is resumed; its own simple interface looks once a second.
    var longestWait: Int { 10 }

    var wasCancelled: Bool { state.withLock { $0.wasCancelled } }

    /// Ends the call for the caller at once; libcurl is told by the loop.
    func markCancelled() {
        state.withLock { $0.wasCancelled = true }
        end(FileOutcome(ownReason: .cancelled, detail: "the calling task was cancelled"))
    }

    func prepare(_ handle: EasyHandle) throws(EasyHandle.OptionError) {
        try handle.prepare(for: self)
    }

    func finish(with code: CURLcode) {
        var outcome = FileOutcome(code: code, detail: handle?.errorDetail(for: code) ?? "")
        outcome.status = handle?.status ?? 0
        outcome.fileTime = handle?.fileTime ?? -1
        outcome.newConnections = handle?.newConnections ?? 0
        if let ownFault { (outcome.ownReason, outcome.detail) = (ownFault.reason, ownFault.detail) }
        end(outcome)
    }

    func fail(_ reason: TransportError.Reason, _ detail: String) {
        end(FileOutcome(ownReason: reason == .cancelled ? .cancelled : .unavailable, detail: detail))
    }

    /// What came since the last call, once something has.
    ///
    /// - Returns: The pieces as libcurl gave them, and whether it waits to be resumed; `nil` at the end.
    func next() async -> (pieces: [[UInt8]], isPaused: Bool)? {
        await withCheckedContinuation { waiter in
            let isReady = state.withLock { state in
                guard state.pieces.isEmpty, state.outcome == nil else { return true }
                state.waiter = waiter
                return false
            }
            if isReady { waiter.resume() }
        }
        return state.withLock { state in
            guard state.outcome?.ownReason == nil, !state.pieces.isEmpty else { return nil }
            defer { (state.pieces, state.size, state.isPaused) = ([], 0, false) }
            return (state.pieces, state.isPaused)
        }
    }

    /// How the call ended; asked for after ``next()`` gave `nil`.
    var outcome: FileOutcome {
        state.withLock { $0.outcome } ?? FileOutcome(ownReason: .unavailable, detail: "the call has not ended")
    }

    private func end(_ outcome: FileOutcome) {
        let waiter = state.withLock { state in
            state.outcome = state.outcome ?? outcome
            return state.waiter.take()
        }
        waiter?.resume()
    }
}

/// What libcurl's callbacks do, all on the loop's thread.
extension FileTransfer {
    enum Reception {
        case taken
        /// Nothing was taken; libcurl offers the same bytes again.
        case paused
        case refused
    }

    /// Takes bytes of a file or a listing.
    func take(_ bytes: UnsafeRawBufferPointer) -> Reception {
        let limit =
            switch work {
            case .read(let limit): limit
            default: FileListing.limit
            }
        guard Int64(bytes.count) <= limit - received else {
            ownFault = (.tooLarge, "more than \(limit) bytes came, which is the limit")
            return .refused
        }
        guard !mustPause(for: bytes.count) else {
            // Nobody waits for the server.
            deadline = .now + Self.longest
            return .paused
        }
        received += Int64(bytes.count)
        advance(bytes.count)
        let waiter = state.withLock { state in
            unsafe state.pieces.append(Array(bytes))
            state.size += bytes.count
            return state.waiter.take()
        }
        waiter?.resume()
        return .taken
    }

    /// Whether the caller has to take something first; a listing is never paused, since its end is not far.
    private func mustPause(for count: Int) -> Bool {
        guard case .read = work else { return false }
        return state.withLock { state in
            state.isPaused = state.size > 0 && state.size + count > Self.buffer
            return state.isPaused
        }
    }

    /// Gives out the next bytes of what is written.
    func give(_ room: UnsafeMutableRawBufferPointer) -> Int {
        guard case .write(let bytes, _) = work else { return 0 }
        let count = min(room.count, bytes.count - sent)
        unsafe room.copyBytes(from: bytes[sent..<sent + count])
        sent += count
        advance(count)
        return count
    }

    /// Whether libcurl has to stop, asked also while it waits for the server and serves nobody else.
    var mustStop: Bool { wasCancelled || deadline <= .now }

    /// Whether the server is the right one.
    func accepts(hostKey: UnsafeRawBufferPointer) -> Bool {
        let found = unsafe HostKeyFingerprint.of(hostKey)
        if login.hostKeys.contains(found) { return true }
        let detail =
            login.hostKeys.isEmpty
            ? "no key of the server is pinned, so that there is no connection; it showed \(found)"
            : "the server's key is none of the pinned ones: it showed \(found)"
        let advice =
            "; ask the server's operator over another way whether this is it, and only then put it into hostKeys"
        ownFault = (.wrongHost, detail + advice)
        return false
    }

    func goesOn() {
        deadline = .now + allowed
        sinceStep = 0
    }

    private func advance(_ count: Int) {
        sinceStep += count
        if sinceStep >= Self.step { goesOn() }
    }
}
