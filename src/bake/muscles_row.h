// One muscle's row of facts/muscles*.json, read into a struct. The file's own README says what each key means:
// assets/anatomy/facts/muscles.md.
#pragma once

#include "bake/facts.h"

#include <optional>
#include <string>
#include <vector>

namespace dorsum::bake::muscles {

enum class Kind { sheet, strap, fascicles, slips, intercostal };

struct Row {
    std::string name; // "trapezius_descending"
    std::string id;   // "muscle.trapezius_descending", without the side
    Kind kind = Kind::sheet;

    // Path: anchor expressions. Sheets: curves across the muscle, equal counts pair one to one. Straps: a line of
    // points. Fascicles: origin i goes to insertion i.
    std::vector<std::string> origin, insertion;
    std::vector<std::string> origin_bones, insertion_bones; // ids whose surface the ends are laid on; slips: one each
    std::vector<std::vector<std::string>> via;
    std::vector<double> via_at;    // share of the course where each via curve is crossed
    std::string whole;             // key of the row whose path this muscle is a part of (trapezius, deltoid): no seams
    std::vector<std::string> over; // ids of what it lies on (and is lifted clear of)
    std::vector<std::string> after; // ids of muscles beside it that keep their place: it makes room
    std::vector<std::string> axis; // upright axis of a radial shell; empty: `facing`
    std::vector<double> facing{0, 0, -1}; // direction of a planar shell

    // Size, mm; lists run along the course, evenly.
    std::vector<double> thickness_mm{5}, width_mm{10};
    double tendon_mm = 0.8;  // thickness where all is tendon
    double edge_mm = 4;      // the free edges round off over this width
    double groove_mm = 0.8;  // depth of the furrows between bundles
    double gap_mm = 0.3;     // clearance from what lies beneath
    double end_width_mm = 6; // a single point as origin or insertion is drawn this wide
    double end_lift_mm = 3.4; // so far may the ends of an outermost muscle be lifted over what shows through them
    double swell_mm = 0, septum_mm = 0; // when all have made room: so far may the belly grow into what is free, up to so near
    std::vector<double> hug_mm;          // then: so far may a sheet sink onto what is beneath, up to so near, so steeply
    std::vector<double> taut_mm;         // then: bends of the tendon narrower than the first are drawn straight, no farther out than the second; with a third its flesh too, but bundles so wide stay
    double bow_mm = 0;       // fascicles, slips: how far the middle stands off the straight line, outward
    double plane_mm = 0;     // intercostals: how far outside the middle of the ribs
    double slant_deg = 0;    // intercostals: fibres lean forward on their way down, back where negative

    // Shares, 0..1.
    std::vector<double> tendon_origin{0.04}, tendon_insertion{0.06}; // of the course, from edge to edge
    std::vector<double> push{0.03, 0.97};                            // the course is lifted clear between these
    int bundles = 8;
    int digits_origin = 0, digits_insertion = 0; // slips at the ends
    double digit_depth = 0.12;
    std::vector<double> part{0, 1}; // the lines of the sheet that are this muscle; `whole` draws them all
    std::vector<double> seam_mm;      // thickness of `whole`: the parts have it in common at the borders they share
    std::vector<double> sag;          // shares of the course: up to the first one it sinks onto what lies beneath, beyond the second it is taut; how often
    std::vector<double> hug{1, 1};    // shares of the course: up to the first one it sinks when all have made room, beyond the second not
    std::vector<double> taut;         // with taut_mm: over which share of its course its ends begin to take part; from which share of tendon on it is drawn, and from which fully
    std::vector<double> give;         // with taut_mm: shares of its thickness by which tendon and flesh may change when it is drawn straight
    int creases = 0;                  // rounds in which what bends inwards between neighbouring lines is filled
    int ridges = 0;                   // rounds in which what bends outwards between them sinks, where there is room beneath
    bool midline = false;             // meets its mirror image at the origin, over the spinous processes
    double volume_cm3 = 0;          // 0: as it comes; else thickness is scaled to meet it, within limits
};

// Does the muscle go on beyond this edge (u = 0 or 1) as another part of the same sheet?
inline bool shares_edge(const Row& row, bool last) {
    return last ? row.part[1] < 0.999 : row.part[0] > 0.001;
}

// key: "muscles_back/latissimus_dorsi", as row_keys() lists them.
Row read_row(const Facts& facts, const std::string& key);
std::vector<std::string> row_keys(const Facts& facts);

} // namespace dorsum::bake::muscles
