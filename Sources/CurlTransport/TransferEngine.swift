import CCurl
import ConnectorKit

/// The transfers under way on one multi handle; lives on the loop's thread.
@safe final class TransferEngine {
    private static let idleHandleLimit = 64

    private let multi: UnsafeMutableRawPointer
    private let configuration: CurlTransport.Configuration
    private var active: [ObjectIdentifier: Transfer] = [:]
    private var idleHandles: [EasyHandle] = []
    /// No deadline passes before this instant.
    private var nextDeadline: ContinuousClock.Instant?

    init(multi: UnsafeMutableRawPointer, configuration: CurlTransport.Configuration) {
        unsafe self.multi = unsafe multi
        self.configuration = configuration
    }

    func start(_ transfer: Transfer) {
        guard !transfer.wasCancelled else { return transfer.fail(.cancelled, Self.cancellation) }
        guard transfer.deadline > .now else { return transfer.failLate() }
        guard let handle = idleHandles.popLast() ?? EasyHandle() else {
            return unsafe transfer.fail(.unreachable, String(cString: curl_easy_strerror(CURLE_OUT_OF_MEMORY)))
        }
        do throws(EasyHandle.OptionError) {
            try handle.prepare(for: transfer, configuration: configuration)
        } catch {
            transfer.fail(CurlFault.reason(for: error.code, wasSent: false), handle.errorDetail(for: error.code))
            return
        }
        let code = unsafe curl_multi_add_handle(multi, handle.raw)
        guard code == CURLM_OK else {
            return unsafe transfer.fail(.unreachable, String(cString: curl_multi_strerror(code)))
        }
        transfer.handle = handle
        active[ObjectIdentifier(transfer)] = transfer
        nextDeadline = min(nextDeadline ?? transfer.deadline, transfer.deadline)
    }

    func cancel(_ transfer: Transfer) {
        end(transfer) { $0.fail(.cancelled, Self.cancellation) }
    }

    /// Lets libcurl do what is possible without waiting, then ends what is complete or late.
    func advance() {
        var running: Int32 = 0
        let code = unsafe curl_multi_perform(multi, &running)
        guard code == CURLM_OK else {
            return unsafe failAll(.connectionLost, String(cString: curl_multi_strerror(code)))
        }
        var waiting: Int32 = 0
        while let message = unsafe curl_multi_info_read(multi, &waiting) {
            guard unsafe message.pointee.msg == CURLMSG_DONE, let easy = unsafe message.pointee.easy_handle else {
                continue
            }
            unsafe complete(easy, with: message.pointee.data.result)
        }
        endLateTransfers()
    }

    /// Waits for a socket, for a wake-up, or for the next deadline.
    func wait() {
        let pause = nextDeadline.map { max(ContinuousClock.now.duration(to: $0), .zero).wholeMilliseconds } ?? 60_000
        unsafe curl_multi_poll(multi, nil, 0, Int32(min(pause, 60_000)), nil)
    }

    func failAll(_ reason: TransportError.Reason, _ detail: String) {
        for transfer in active.values { end(transfer) { $0.fail(reason, detail) } }
    }

    private func complete(_ easy: UnsafeMutableRawPointer, with code: CURLcode) {
        var context: UnsafeMutableRawPointer?
        unsafe ccurl_easy_get_pointer(easy, CURLINFO_PRIVATE, &context)
        guard let context = unsafe context else { return }
        unsafe end(TransferCallback.transfer(at: context)) { $0.finish(with: code) }
    }

    private func endLateTransfers() {
        let now = ContinuousClock.now
        guard let nextDeadline, nextDeadline <= now else { return }
        for transfer in active.values where transfer.deadline <= now {
            end(transfer) { $0.failLate() }
        }
        self.nextDeadline = active.values.map(\.deadline).min()
    }

    /// Reports the end of a transfer, then takes it off libcurl; ending it twice does nothing.
    private func end(_ transfer: Transfer, report: (Transfer) -> Void) {
        guard let handle = transfer.handle, active.removeValue(forKey: ObjectIdentifier(transfer)) != nil
        else { return }
        report(transfer)
        unsafe curl_multi_remove_handle(multi, handle.raw)
        transfer.handle = nil
        guard idleHandles.count < Self.idleHandleLimit else { return }
        handle.reset()
        idleHandles.append(handle)
    }

    private static let cancellation = "the calling task was cancelled"
}

extension Transfer {
    fileprivate func failLate() {
        fail(.deadlineExceeded, "no complete answer within \(allowed)")
    }

    /// Reports what libcurl says about the finished transfer.
    fileprivate func finish(with code: CURLcode) {
        if let ownFault { return fail(ownFault.reason, ownFault.detail) }
        let detail = handle?.errorDetail(for: code) ?? ""
        guard code == CURLE_OK else { return fail(CurlFault.reason(for: code, wasSent: wasSent), detail) }
        guard endpoint.isFile || answer.isHeadComplete else {
            return fail(.connectionLost, "the connection ended within the head of the answer")
        }
        let status = endpoint.isFile ? 200 : handle?.status ?? 0
        finish(.success(HTTPResponse(status: status, headers: answer.headers, body: answer.body)))
    }
}
