import CCurl
import ConnectorKit
import Foundation
import Synchronization

/// The thread-safe side of a transport: a mailbox, and the loop that empties it.
final class TransferLoop: Sendable {
    private struct Mailbox: Sendable {
        var starting: [any Transfer] = []
        var resumed: [FileTransfer] = []
        var cancelled: [any Transfer] = []
        /// Set once; from then on nothing is put into the mailbox and nobody touches the multi handle but the loop.
        var isStopping = false
    }

    private let multi: MultiHandle
    private let mailbox = Mutex(Mailbox())

    /// Opens no connection; ``run()`` does the work.
    init(connectionsPerHost: Int) throws(CurlTransport.SetupError) {
        multi = try MultiHandle(connectionsPerHost: connectionsPerHost)
    }

    /// Runs on a thread of its own until ``stop()``.
    func startThread() {
        RunningLoops.began(self)
        let thread = Thread { [self] in
            run()
            RunningLoops.ended(self)
        }
        thread.name = "CurlTransport"
        thread.start()
    }

    func start(_ transfer: any Transfer) {
        let isAccepted = post { $0.starting.append(transfer) }
        if !isAccepted { transfer.fail(.cancelled, "the transport is closed") }
    }

    /// Goes on with a transfer that told libcurl to pause.
    func resume(_ transfer: FileTransfer) {
        _ = post { $0.resumed.append(transfer) }
    }

    /// Ends a transfer that is marked as cancelled.
    func cancel(_ transfer: any Transfer) {
        _ = post { $0.cancelled.append(transfer) }
    }

    func stop() {
        _ = post { $0.isStopping = true }
    }

    /// Serves transfers until ``stop()``.
    private func run() {
        Self.ignoreBrokenPipes()
        let engine = unsafe TransferEngine(multi: multi.raw)
        while true {
            let mail = mailbox.withLock { mailbox in
                defer { (mailbox.starting, mailbox.resumed, mailbox.cancelled) = ([], [], []) }
                return mailbox
            }
            mail.starting.forEach(engine.start)
            mail.resumed.forEach(engine.resume)
            mail.cancelled.forEach(engine.cancel)
            guard !mail.isStopping else { break }
            engine.advance()
            engine.wait()
        }
        engine.failAll(.cancelled, "the transport is closed")
        multi.close()
    }

    /// Changes the mailbox and wakes the loop, unless it is stopping.
    private func post(_ change: (inout sending Mailbox) -> Void) -> Bool {
        mailbox.withLock { mailbox in
            guard !mailbox.isStopping else { return false }
            change(&mailbox)
            unsafe curl_multi_wakeup(multi.raw)
            return true
        }
    }

    /// Turns a write to a closed TLS connection into an error of libcurl, on this thread only: CURLOPT_NOSIGNAL leaves the
    /// signal to the program.
    private static func ignoreBrokenPipes() {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGPIPE)
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}

/// A `CURLM` handle with its connections.
// Unchecked: other threads than the loop's only call curl_multi_wakeup, which libcurl allows at any time.
@safe struct MultiHandle: @unchecked Sendable {
    let raw: UnsafeMutableRawPointer

    init(connectionsPerHost: Int) throws(CurlTransport.SetupError) {
        guard let raw = unsafe curl_multi_init() else {
            throw CurlTransport.SetupError(setting: "libcurl", detail: "gives no handle; is memory exhausted?")
        }
        unsafe self.raw = unsafe raw
        unsafe ccurl_multi_set_long(raw, CURLMOPT_MAX_HOST_CONNECTIONS, connectionsPerHost)
        unsafe ccurl_multi_set_long(raw, CURLMOPT_MAXCONNECTS, max(64, connectionsPerHost))
    }

    /// Closes all connections; nothing may use the handle afterwards.
    func close() { unsafe curl_multi_cleanup(raw) }
}
