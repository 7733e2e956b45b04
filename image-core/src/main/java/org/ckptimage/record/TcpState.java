package org.ckptimage.record;

/**
 * The state of a TCP connection, part of SOCKET_INET: fields of the kernel's own struct. All 0 for UDP.
 *
 * @param rcvNxt next sequence number expected
 * @param copiedSeq first sequence number that the program has not read
 * @param rcvWup rcv_nxt when the last window was announced
 * @param sndNxt next sequence number to be sent
 * @param sndUna first sequence number not acknowledged
 * @param sndSml end of the last small packet sent
 * @param rcvTstamp when the last acknowledgement came, in the kernel's ticks
 * @param lsndtime when data was last sent, in the kernel's ticks
 * @param sndWl1 sequence number of the last window update
 * @param sndWnd bytes that the peer can take
 * @param maxWindow the largest window the peer ever announced
 * @param mssCache bytes of a segment that can be sent
 * @param windowClamp the largest window to announce
 * @param rcvSsthresh present clamp of the window
 * @param frtoHighmark snd_nxt when a retransmission timeout happened
 * @param srtt smoothed round trip time, in ticks times 8
 * @param mdev its mean deviation, in ticks times 4
 * @param mdevMax largest deviation of the last round trip
 * @param rttvar smoothed mdev_max
 * @param rttSeq sequence number at which rttvar is updated
 * @param packetsOut packets in flight
 * @param retransOut retransmitted packets in flight
 * @param sndUp urgent pointer of what is sent
 * @param rcvWnd window announced
 * @param writeSeq end of what the program wrote
 * @param pushedSeq end of what was pushed
 * @param lostOut packets taken for lost
 * @param sackedOut packets acknowledged out of order
 * @param facketsOut packets up to the highest so acknowledged
 * @param tsoDeferred since when a segment waits for more data
 * @param bytesAcked bytes acknowledged since the window last grew
 * @param lostCntHint packets counted as lost so far
 * @param retransmitHigh highest sequence number to be retransmitted
 * @param lostRetransLow sequence number behind any lost retransmission
 * @param priorSsthresh slow start threshold before the recovery
 * @param highSeq snd_nxt when the congestion began
 * @param retransStamp when the last retransmission was, in ticks
 * @param undoMarker sequence number from which a recovery can be undone
 * @param undoRetrans retransmissions that could be undone
 * @param totalRetrans retransmissions of the whole connection
 * @param urgSeq sequence number of the received urgent pointer
 * @param keepaliveTime ticks before keepalive probes begin, 0 the system's
 * @param keepaliveIntvl ticks between keepalive probes, 0 the system's
 * @param urgData urgent byte and its state
 * @param advmss bytes of a segment announced to the peer
 * @param frtoCounter acknowledgements since a retransmission timeout
 * @param nonagle 1 if small packets are sent at once, 2 if corked
 * @param ecnFlags state of explicit congestion notification
 * @param reordering packets that may come out of order
 * @param keepaliveProbes number of keepalive probes, 0 the system's
 */
public record TcpState(
        long rcvNxt,
        long copiedSeq,
        long rcvWup,
        long sndNxt,
        long sndUna,
        long sndSml,
        long rcvTstamp,
        long lsndtime,
        long sndWl1,
        long sndWnd,
        long maxWindow,
        long mssCache,
        long windowClamp,
        long rcvSsthresh,
        long frtoHighmark,
        long srtt,
        long mdev,
        long mdevMax,
        long rttvar,
        long rttSeq,
        long packetsOut,
        long retransOut,
        long sndUp,
        long rcvWnd,
        long writeSeq,
        long pushedSeq,
        long lostOut,
        long sackedOut,
        long facketsOut,
        long tsoDeferred,
        long bytesAcked,
        int lostCntHint,
        long retransmitHigh,
        long lostRetransLow,
        long priorSsthresh,
        long highSeq,
        long retransStamp,
        long undoMarker,
        int undoRetrans,
        long totalRetrans,
        long urgSeq,
        long keepaliveTime,
        long keepaliveIntvl,
        int urgData,
        int advmss,
        int frtoCounter,
        int nonagle,
        int ecnFlags,
        int reordering,
        int keepaliveProbes) {

    static final String[] FIELDS = {
        "tcp.rcv_nxt",
        "tcp.copied_seq",
        "tcp.rcv_wup",
        "tcp.snd_nxt",
        "tcp.snd_una",
        "tcp.snd_sml",
        "tcp.rcv_tstamp",
        "tcp.lsndtime",
        "tcp.snd_wl1",
        "tcp.snd_wnd",
        "tcp.max_window",
        "tcp.mss_cache",
        "tcp.window_clamp",
        "tcp.rcv_ssthresh",
        "tcp.frto_highmark",
        "tcp.srtt",
        "tcp.mdev",
        "tcp.mdev_max",
        "tcp.rttvar",
        "tcp.rtt_seq",
        "tcp.packets_out",
        "tcp.retrans_out",
        "tcp.snd_up",
        "tcp.rcv_wnd",
        "tcp.write_seq",
        "tcp.pushed_seq",
        "tcp.lost_out",
        "tcp.sacked_out",
        "tcp.fackets_out",
        "tcp.tso_deferred",
        "tcp.bytes_acked",
        "tcp.lost_cnt_hint",
        "tcp.retransmit_high",
        "tcp.lost_retrans_low",
        "tcp.prior_ssthresh",
        "tcp.high_seq",
        "tcp.retrans_stamp",
        "tcp.undo_marker",
        "tcp.undo_retrans",
        "tcp.total_retrans",
        "tcp.urg_seq",
        "tcp.keepalive_time",
        "tcp.keepalive_intvl",
        "tcp.urg_data",
        "tcp.advmss",
        "tcp.frto_counter",
        "tcp.nonagle",
        "tcp.ecn_flags",
        "tcp.reordering",
        "tcp.keepalive_probes"
    };

    static TcpState read(FieldReader in) {
        return new TcpState(
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.integer(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.integer(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.integer(),
                in.integer(),
                in.integer(),
                in.integer(),
                in.integer(),
                in.integer(),
                in.integer());
    }

    void write(FieldWriter out) {
        out.number(rcvNxt)
                .number(copiedSeq)
                .number(rcvWup)
                .number(sndNxt)
                .number(sndUna)
                .number(sndSml)
                .number(rcvTstamp)
                .number(lsndtime)
                .number(sndWl1)
                .number(sndWnd)
                .number(maxWindow)
                .number(mssCache)
                .number(windowClamp)
                .number(rcvSsthresh)
                .number(frtoHighmark)
                .number(srtt)
                .number(mdev)
                .number(mdevMax)
                .number(rttvar)
                .number(rttSeq)
                .number(packetsOut)
                .number(retransOut)
                .number(sndUp)
                .number(rcvWnd)
                .number(writeSeq)
                .number(pushedSeq)
                .number(lostOut)
                .number(sackedOut)
                .number(facketsOut)
                .number(tsoDeferred)
                .number(bytesAcked)
                .number(lostCntHint)
                .number(retransmitHigh)
                .number(lostRetransLow)
                .number(priorSsthresh)
                .number(highSeq)
                .number(retransStamp)
                .number(undoMarker)
                .number(undoRetrans)
                .number(totalRetrans)
                .number(urgSeq)
                .number(keepaliveTime)
                .number(keepaliveIntvl)
                .number(urgData)
                .number(advmss)
                .number(frtoCounter)
                .number(nonagle)
                .number(ecnFlags)
                .number(reordering)
                .number(keepaliveProbes);
    }
}
