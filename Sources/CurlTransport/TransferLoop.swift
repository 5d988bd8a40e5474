import CCurl
import ConnectorKit
import Foundation
import Synchronization

/// The thread-safe side of a transport: a mailbox, and the loop that empties it.
final class TransferLoop: Sendable {
    private struct Mailbox: Sendable {
        var starting: [Transfer] = []
        var cancelled: [Transfer] = []
        /// Set once; from then on nothing is put into the mailbox and nobody touches the multi handle but the loop.
        var isStopping = false
    }

    private let multi: MultiHandle
    private let configuration: CurlTransport.Configuration
    private let mailbox = Mutex(Mailbox())

    init(configuration: CurlTransport.Configuration) throws(CurlTransport.SetupError) {
        multi = try MultiHandle(connectionsPerHost: configuration.maximumConnectionsPerHost)
        self.configuration = configuration
    }

    func start(_ transfer: Transfer, resuming completion: Transfer.Completion) {
        transfer.completion = completion
        let isAccepted = post { $0.starting.append(transfer) }
        if !isAccepted { transfer.fail(.cancelled, "the transport is closed") }
    }

    func cancel(_ transfer: Transfer) {
        transfer.markCancelled()
        _ = post { $0.cancelled.append(transfer) }
    }

    func stop() {
        _ = post { $0.isStopping = true }
    }

    /// Serves transfers until ``stop()``; called once, by the transport's thread.
    func run() {
        Self.ignoreBrokenPipes()
        let engine = unsafe TransferEngine(multi: multi.raw, configuration: configuration)
        while true {
            let mail = mailbox.withLock { mailbox in
                defer { (mailbox.starting, mailbox.cancelled) = ([], []) }
                return mailbox
            }
            mail.starting.forEach(engine.start)
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
