// Content as data: conditions, zones, stroke plans, safety, evidence, modes, tours, quizzes and every word a user reads.
// Parsed from assets/content and assets/text, validated as a whole, resolved to plain values. No drawing, no ImGui.
#pragma once

#include "anatomy/atlas.h"
#include "anatomy/body_model.h"
#include "content/names.h"
#include "core/diagnostics.h"

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dorsum::content {

// How a row of facts came to be: S source found, K general knowledge, D design value proposed by us. assets say which.
struct Provenance {
    char mark = 'D';
    std::vector<std::string> source_ids; // "S1", ... see Catalog::sources
    std::string reviewed_by;             // empty: nobody has signed it off yet
    std::string review_date;
};

// A key of the text catalogue; the words themselves are looked up per language and voice at the last moment.
struct TextKey {
    std::string key;
    bool operator==(const TextKey&) const = default;
};

struct Texts {
    std::string language; // "en"
    std::map<std::string, std::string> entries;
    // The text, or "[key]" where it is missing (the validator has then already complained). An empty key gives an empty text.
    const std::string& get(const TextKey& key) const;
    const std::string& get(const std::string& key) const;
    // The same in the words of a voice: the text "key@voice" where there is one, else that of the key.
    const std::string& get(const std::string& key, std::string_view voice) const;
    bool has(const std::string& key) const;

    mutable std::map<std::string, std::string> missing; // the "[key]" texts handed out so far
};

// Selectors and landmark expressions of this file may hold {side} (and expressions {apex}, {upper}, {lower}, {apex-2}, {apex+3}: levels
// of the main curve); sides_of() says which sides a row's `side` means now, expand() fills the holes in. Where a row has no `side` of
// its own (Condition::structures, nerves, focus), {side} means the symptomatic side.

// ---- zones and nerves -------------------------------------------------------------------------------------------------
struct TensionZone {
    std::string id;
    std::string selector;            // structures it is painted on
    std::vector<std::string> along;  // 1 or 2 landmark expressions: a spot or a line (see resolve_point)
    float radius_mm = 30;            // fades to nothing at this distance
    int grade = 1;                   // 1 slight, 2 marked, 3 strong
    std::string kind = "tension";    // tension | band | guarding | referral | skin_l4 | skin_l5 | skin_s1: what the paint says
    float length_mm = 0;             // of a band along the fibres at its place
    std::string side;                // both | symptomatic | left | right | convex | concave
    Provenance provenance;
};

// ---- strokes ----------------------------------------------------------------------------------------------------------
// How a technique moves: one moving sign each, and the motion of the hands that goes with it.
enum class StrokeSign {
    ribbon_along,  // effleurage: a broad glide, firm there, light back
    ribbon_across, // kneading: two hands press and give way in turn
    circles,       // circular friction
    press,         // compression: force grows, stays, lets go
    hold,          // fascia hold: two hands drag apart
    breath,        // static contact: rises and falls with the breath
    slow_along,    // slow glide
    feather,       // fingertips trail
    plough,        // deep stripping: a narrow firm push with a wave before it
    wring,         // two hands twist against each other
    pick_up,       // petrissage, picking up: squeeze, lift, let go
    saw,           // transverse friction: short strokes across on one spot
    taps,          // tapotement: loose hands bounce in turn
    tremor,        // vibration
    pin,           // pin and stretch: one hand holds, the other draws away
    roll,          // skin rolling: a fold runs ahead of the thumbs
    pump,          // lymphatic style: a light stretch, let go
    rest           // fingertip hold
};
std::string_view sign_name(StrokeSign sign); // "ribbon_along"; its words: ui.sign.<name>
enum class PaceUnit { cm_per_s, cycles_per_s, hold, breaths_per_min };
// What touches the body.
enum class HandShape { palm, cup, pinch, fingers, finger_pad, thumb, knuckles, forearm, edge };
// How the hand's motion lies to the fibres of what is worked on.
enum class FibreRule { along, across, any };

// How a hand is bent.
struct HandBend {
    float curl_deg = 0;     // fingers, from flat
    float spread_deg = 0;   // thumb, away from the fingers
    float oppose_deg = 0;   // thumb, down and under the palm
    float pitch_deg = 0;    // wrist raised, fingertips down
    float roll_deg = 0;     // thumb side raised, on the edge of the little finger
};

struct Technique {
    std::string id; // "effleurage", "petrissage", "kneading", "circular_friction", "compression", "stripping", "fascia_hold", "static_contact"
    TextKey name, how, caution;
    StrokeSign sign = StrokeSign::ribbon_along;
    int pressure_min = 1, pressure_max = 3; // P1..P5, Walton scale
    PaceUnit pace_unit = PaceUnit::cm_per_s;
    float pace_min = 3, pace_max = 10;
    TextKey contact; // "full palm", "thumb", ...
    HandShape hand = HandShape::palm;
    int hands = 1;                // that work together on one path
    float half_width_mm = 25;     // half the breadth of what touches
    float bearing_share = 1;      // of that breadth, what bears on the body: a palm's rims hardly press
    HandBend bend;                // how a hand is held, before its motion bends it further
    float apart_mm = 0;           // between the middles of two hands that work beside each other on one path
    float beside_mm = 0;          // a hand on each side of the midline keeps its middle so far from it, that their thumbs lie beside each other
    FibreRule fibre = FibreRule::any;
    float bearing_mm() const { return bearing_share * half_width_mm; }
    Provenance provenance;
};

// How a full press of one step on Walton's scale is drawn: what can be seen, not what was measured.
struct PressureDent {
    float depth_mm = 0;
    float reach = 2.4f; // how far hollow and rim reach, in radii of what touches
    float shade = 0;    // how dark the bottom of the hollow is, 0..1
};

// How strongly a change of a fibre's length is painted. One scale for all curves, so that a stronger curve looks stronger and nothing changes its
// colour for another muscle's sake while a curve is dragged; a bent back changes some fibres by a few percent and others by tens, so the steps widen.
struct FibrePaint {
    std::vector<float> steps_percent; // rising; each is painted one equal step stronger, the last one as strongly as it goes
    float share_of(float percent) const; // -1 shortened .. +1 lengthened; 0 where no steps are known
    Provenance provenance;
};

// When a stroke that somebody draws lies over bone.
struct BoneRule {
    float sheet_mm = 0;        // a sheet of tendon over it is no muscle
    float furrow_mm = 0;       // half as wide is the furrow between the muscles of both sides, that a finger goes into
    float furrow_depth_mm = 0; // and so deep, down to the tips of the spinous processes
};

// What every drawn stroke keeps.
struct KeepRule {
    float fibre_deg = 0;          // at most so far from along (or across) the fibres, as its technique says
    float below_outermost_mm = 0; // at most so deep below what is outermost over its target
    float beside_target_mm = 0;   // a spot may lie so far beside its target: the gap between two parts of a muscle
    float target_depth_mm = 0;    // a muscle deeper below a path is out of the hands' reach
    float turn_deg = 0;           // a glide that bends by so much within a hand's length goes over to another muscle: no fibres run round the bend
    float rise_mm = 0;            // a glide that is to run headwards or footwards does so by this at least, on every curve
};

// When a path lies with room to spare; where it does not, room is sought beside it.
struct RoomRule {
    float fibre_deg = 0, fibre_sought_deg = 0; // so near to the fibres is room enough; a new way is sought as near as this
    float cross_fibre_deg = 0;                 // hands that cross the fibres turn with them; never farther off than this
    float below_outermost_mm = 0;              // so little below what is outermost is room enough
    float target_mm = 0;                       // of target wanted on both sides of a way, and beyond its ends
    std::array<float, 2> cleft_mm{}, slope{};  // of the surface: unheeded up to the first, avoided like a broken rule from the second
    float rise_mm = 0;                         // a way that is changed still rises or falls by this, if it did
    float share_used = 0, share_at_ends = 0;   // of what a rule allows, used up: more of it, and room is sought; more of it near an end, and the end is drawn back
};

// How far a path gives way.
struct GiveWayRule {
    float zone_mm = 0, spot_zone_mm = 0;       // rims of a hand stay so far off a protected zone that would weaken the stroke; at a spot at least so far
    float most_mm = 0, most_to_target_mm = 0;  // no farther aside for a zone; no farther over to its target
    float target_mm = 0;                       // and so far in over its rim
    float least_share_over_target = 0;         // a path of which less lies over its target is moved as it is; else its ends beyond are left off
    float least_share_drawn = 0;               // of a path, when it is drawn back from what has no room
    float short_mm = 0;                        // shorter ones are moved as a whole
};

// How strokes are laid on a body. Design values: what a hand can do and an eye can see.
struct StrokeRules {
    BoneRule bone;
    KeepRule keep;
    RoomRule room;
    GiveWayRule give_way;
    bool known() const { return keep.fibre_deg > 0; } // false: they could not be read, and no stroke is laid
};

struct StrokeStep {
    std::string id; // "tension.1"
    std::string technique;
    std::vector<std::string> targets;              // selectors
    std::string side;                              // both | each | symptomatic | convex | concave | left | right | none
    std::vector<std::vector<std::string>> paths;   // each: landmark expressions with {side}, start .. end; one point: a spot
    std::vector<std::size_t> along_bone;           // paths that follow an edge of bone: the technique's fibre rule does not bind them
    std::vector<std::string> directions;           // cephalad caudad lateral medial along_fibre across_fibre static circles
    int pressure_min = 1, pressure_max = 1;        // as planned; safe_pressure() says what may be drawn
    float pace = 5;                                // in the technique's unit; 0 for a hold
    int repeats = 1;                               // passes or holds
    float duration_s = 0;                          // per area or hold; 0: repeats decide
    std::string posture;                           // where it differs from the plan's: one of k_postures
    TextKey note;                                  // may be empty
    Provenance provenance;
};

// Kinds of stroke that belong together, each with the step that shows it by itself: on which muscle, between which places.
struct TechniqueGroup {
    std::string id;
    TextKey name;
    std::vector<StrokeStep> shown;
};

enum class PlanGate { screen, screen_and_timing, checked_by_professional, professional_only };

// How the body lies or sits while it is worked on.
inline constexpr std::array<std::string_view, 4> k_postures{"face_down", "side_lying", "seated", "face_up"};

struct StrokePlan {
    PlanGate gate = PlanGate::screen;
    TextKey position; // "face down or seated"
    std::vector<std::string> postures; // of k_postures; the first is the usual one
    TextKey who;
    TextKey confirm; // what must be confirmed for this gate; empty for PlanGate::screen
    TextKey timing;  // when which rows are allowed; may be empty
    float minutes_min = 10, minutes_max = 15;
    std::vector<StrokeStep> steps;
    std::vector<StrokeStep> early_steps; // all that may be done in the first days, in place of `steps`; empty: no such rule
    std::vector<StrokeStep> all_steps() const; // these and those
};

// ---- conditions -------------------------------------------------------------------------------------------------------
enum class EvidenceLabel { moderate, low, very_low, none, against };

struct EvidenceRow {
    TextKey claim;
    EvidenceLabel label = EvidenceLabel::low;
    Provenance provenance;
};

struct DiscDefaults {
    anatomy::Level upper = anatomy::level_l(4);
    anatomy::Side side = anatomy::Side::left;
    std::string zone = "paracentral"; // central | paracentral | foraminal
    std::string stage = "protrusion";
};

// A named curve to try (the Lenke types, for study).
struct CurvePreset {
    std::string id;
    TextKey name;
    anatomy::SpineCurve curve;
    Provenance provenance;
};

struct Condition {
    std::string id; // "upper_back_tension", "lower_back_strain", "sciatica", "herniated_disc", "scoliosis", "stress_tension"
    TextKey title, summary;
    std::map<std::string, TextKey> plain; // by voice: patient, student, clinician
    std::vector<std::string> structures;  // selectors: what is involved
    std::vector<TensionZone> zones;
    std::vector<std::string> nerves;      // selectors of nerves lit and flowing; the roots met by a bulging disc are lit besides
    std::optional<DiscDefaults> disc;
    std::optional<anatomy::SpineCurve> curve;
    std::vector<CurvePreset> curve_presets;
    std::vector<std::string> fibre_length; // selectors of muscles whose fibres a curve shortens or lengthens
    bool breath_pacer = false;            // a guide to slow breathing belongs to it
    StrokePlan plan;                      // no steps: this condition has no plan, and says so
    std::vector<TextKey> avoid, get_help, red_flags;
    TextKey when_to_see;
    TextKey unknown;                      // what is not known, in one or two sentences
    EvidenceLabel evidence = EvidenceLabel::low;
    TextKey evidence_note;                // one line that speaks the label in plain words
    std::vector<EvidenceRow> evidence_rows;
    std::string view = "posterior";           // standard view it is shown from
    std::string focus;                        // selector to frame; empty: the whole back
    std::vector<anatomy::Layer> layers_off;   // peeled when it opens
    std::vector<anatomy::Layer> layers_faint; // made see-through when it opens
    std::vector<anatomy::Layer> layers_full;  // as they are without it, whatever was set before
    std::vector<std::string> hidden;          // hidden when it opens: selectors of what is in the way and not involved
    std::vector<std::string> see_through;     // selectors of what hides the disc: glass while the condition is open
    std::optional<glm::vec2> turn_deg;        // yaw and pitch in place of the standard view's, for the left side; mirrored for the right
    Provenance provenance;
};

// ---- safety -----------------------------------------------------------------------------------------------------------
enum class ScreenAnswer { stop_emergency, stop_absolute, ask_first, local_avoid };

struct ScreenQuestion {
    std::string id;
    TextKey text;
    TextKey advice; // what a yes means for this session
    ScreenAnswer if_yes = ScreenAnswer::stop_absolute;
    Provenance provenance;
};

// Where pressure is capped or forbidden: a band of radius_mm each side of a line of landmark expressions or of a named nerve, as seen
// from behind, reaching depth_mm in front of and behind it (hands work on the surface; a nerve may lie deep below). Rows with {side}
// are expanded at load: "kidney.left", "kidney.right".
struct SafetyZone {
    std::string id;
    TextKey name, reason;
    std::vector<std::string> along;
    std::string nerve;          // structure id, or empty; with `along`: its part between the heights of these places
    float radius_mm = 20;
    float depth_mm = 90;
    int pressure_cap = 1;       // 0: forbidden
    bool static_press = true;   // false: no static press here
    std::vector<std::string> forbidden_techniques;
    Provenance provenance;
};

// ---- modes, tours, quiz -----------------------------------------------------------------------------------------------
struct Mode {
    std::string id; // clinic, study, kiosk
    TextKey name;
    std::vector<std::string> panels;           // in order, e.g. "conditions", "card", "plan", "layers", "info", "quiz"
    float ui_scale = 1;
    float target_px = 32;                      // smallest control
    int pressure_cap = 4;
    std::string voice = "patient";
    bool labels = false, latin = false, captions = false, fullscreen = false, stores = true;
    std::vector<std::string> allowed_actions;  // action names or "*"
    std::vector<std::string> denied_actions;   // taken out of the allowed ones
    std::vector<std::string> hidden_plans;     // condition ids whose plan this mode never shows
    float idle_warn_s = 0, idle_reset_s = 0, attract_after_s = 0; // 0: never
    std::string attract_tour;                  // tour id
    bool leave_needs_pin = false;

    bool allows(std::string_view action_name) const;
    bool shows_plan_of(std::string_view condition_id) const;
};

struct TourStop {
    TextKey caption;
    float seconds = 6;
    std::vector<std::string> actions; // action texts
};
struct Tour {
    std::string id;
    TextKey name;
    std::vector<TourStop> stops;
};

struct Quiz {
    std::string id;
    TextKey name;
    std::string kind;                   // "name_it" | "find_it"
    std::vector<std::string> selectors; // structures asked about
    int choices = 4;
};

struct Source {
    std::string id; // "S1"
    std::string author, year, where;
    std::string note; // how it was read, where that was not the full paper; may be empty
    std::string line() const; // "Furlan et al. 2015, Cochrane CD001929.pub3"
};

// How easy a text is to read, by the formula of its language. For the grades lower is easier, for the indices higher.
enum class ReadingFormula { none, flesch_kincaid, wiener_1, fernandez_huerta };

// A language that ships: all its words must be there (assets/content/languages.json).
struct Language {
    std::string id; // "en"
    ReadingFormula formula = ReadingFormula::none;
    float bound = 0;       // of patient texts: at most this grade, or at least this index
    Provenance provenance; // of the translation: D until a clinician who speaks the language has signed it
};

// Who shows this program, and whom to call: the clinic's own file (clinic.h). Without one the wording is neutral.
struct Clinic {
    std::string name, emergency_number;           // may be empty
    std::map<std::string, std::string> emergency; // the whole line, by language
};

// A common claim about massage, and what may honestly be said instead.
struct Claim {
    std::string id;
    TextKey claim, verdict, words; // words empty: say nothing of the kind
    EvidenceLabel label = EvidenceLabel::low;
    Provenance provenance;
};

// A body that the default atlas can be of: what a choice needs to know of assets/anatomy/bodies.
struct BodyChoice {
    std::string id;
    TextKey name;
    int age_years = 0;
    float stature_mm = 0, shortest_mm = 0, tallest_mm = 0;
};

// What is known of how herniations of a form go on.
struct DiscCourse {
    std::string stage;
    int shrink_percent = 0;   // of people in whom it was seen to shrink
    int complete_percent = 0; // of people in whom it went away wholly; 0: not reported
    Provenance provenance;
};

// How what leaves a disc is drawn, by form. Design values; how far it reaches back stays within published sizes.
struct DiscShape {
    std::string stage;
    float reach_mm = 0;       // how far the ring's outside moves out
    float half_angle_deg = 0; // of the rim that moves out with it
    float tip_mm = 0;         // how far the kernel's matter reaches beyond the rim; 0: it stays within the ring
    float head_mm = 0;        // radius of the head of an extrusion, or of a free fragment
    float drop_mm = 0;        // how far the head or fragment lies below the middle of the disc
    float tear_share = 0;     // of the ring, from the kernel (0) to the outside (1): torn
    bool free = false;        // the fragment is no longer joined to the disc
    Provenance provenance;
};
struct DiscModel {
    std::vector<DiscShape> shapes;
    std::map<std::string, float> zone_angle_deg; // by zone: from straight back, outwards
    float foraminal_drop_mm = 0;                 // in place of drop_mm of an extrusion in the foramen, whose root lies above
    float touch_mm = 0;                          // matter and nerve as near as this: "may press on"
    float for_lumbar_mm = 0;                     // L1's centre to S1's plate in the body that heads and fragments have this size in; 0: in every body
    const DiscShape* find(std::string_view stage) const;
};

// How often the sciatic nerve passes piriformis in one of the ways, by one source.
struct VariantShares {
    std::string source;             // "S21"
    std::string sample;             // "7,068 limbs"
    std::map<std::string, float> percent; // by letter a .. f
    Provenance provenance;
};

// The guide to slow breathing.
struct BreathPacer {
    float per_min = 5.5f, least_per_min = 4, most_per_min = 8;
    float in_share = 0.4f; // of a breath
    float stop_after_s = 300;
    Provenance provenance;
};

struct Catalog {
    anatomy::BodyModel body_model;
    BreathPacer pacer;
    std::vector<DiscCourse> disc_course;
    DiscModel disc_model;
    std::vector<VariantShares> variant_shares;
    std::vector<BodyChoice> bodies; // the default one first
    std::vector<Condition> conditions;
    std::vector<Technique> techniques;
    std::array<PressureDent, 5> dents; // P1..P5
    const PressureDent& dent_of(int pressure) const { return dents[static_cast<std::size_t>(pressure < 1 ? 0 : pressure > 5 ? 4 : pressure - 1)]; }
    FibrePaint fibre_paint;
    StrokeRules stroke_rules;
    std::vector<TechniqueGroup> library; // every technique once
    std::vector<ScreenQuestion> screen;
    std::vector<SafetyZone> safety_zones;
    std::vector<Mode> modes;
    std::vector<Tour> tours;
    std::vector<Quiz> quizzes;
    std::vector<Source> sources;
    std::vector<Claim> claims;
    std::map<std::string, Texts> texts; // by language
    std::vector<Language> languages;
    std::map<std::string, NameTable> names; // by language; English and Latin names are the atlas's own
    Clinic clinic;
    std::map<std::string, std::vector<std::string>> disc_roots; // "l4_l5/paracentral" -> "nerve.root_l5.{side}"; use roots_met()

    const DiscCourse* find_disc_course(std::string_view stage) const;
    const BodyChoice* find_body(std::string_view id) const;
    const Condition* find_condition(std::string_view id) const;
    const Technique* find_technique(std::string_view id) const;
    const StrokeStep* find_shown(std::string_view technique_id) const; // of the library
    const Mode* find_mode(std::string_view id) const;
    const Tour* find_tour(std::string_view id) const;
    const Quiz* find_quiz(std::string_view id) const;
    const Source* find_source(std::string_view id) const;
    const Language* find_language(std::string_view id) const;
    const Texts& text(const std::string& language) const; // falls back to "en"
    // What a structure is called in a language; nothing: use the atlas's English.
    const StructureWords* words_of(const std::string& language, std::string_view structure_id) const;
    // Whom to call in an emergency, in the words of the clinic or in neutral ones.
    std::string emergency_words(const Texts& words) const;
    // What it is called in every language, with the sides' words, for searching.
    std::vector<std::string> all_names_of(std::string_view structure_id) const;
};

// Reads everything below `assets` (content/**, text/**). Problems go to `diagnostics`; what can be kept is kept.
Catalog load_catalog(const std::filesystem::path& assets, core::Diagnostics& diagnostics);

// Cross checks that need an atlas: selectors, landmark expressions, nerve ids. Foreign atlases lack things: those are notes.
void check_against_atlas(const Catalog& catalog, const anatomy::Atlas& atlas, core::Diagnostics& diagnostics);

// Landmark expressions used in paths and zones, {side} already replaced:
//   spinous.c7            para.l5.left           acromion.left
//   mid(spinous.c7, acromial_angle.left, 0.5)    offset(psis.left, 20, 0, 0)   mm toward left, up, front
//   lateral(para.t11.right, 35, 0, 0)            mm away from the midline (the point's name tells the side), up, front
//   within(muscle.trapezius_descending.left, 0.5) this share of the way along a muscle's fibres, lower or inner end first
// Error invalid names the expression and what is wrong with it.
core::Result<anatomy::Landmark> resolve_point(const anatomy::Atlas& atlas, std::string_view expression);

// The curve segment with the largest Cobb angle, or nothing for a straight spine.
std::optional<anatomy::CurveSegment> main_segment(const anatomy::SpineCurve& curve);

// Which sides a row's `side` word means: both, each -> left and right; convex, concave of the main curve (straight: both sides);
// none -> one Side::none.
std::vector<anatomy::Side> sides_of(std::string_view side_word, anatomy::Side symptomatic, const anatomy::SpineCurve& curve);

// Fills {side} and, from the main curve (straight: T5-T8-T12), {apex}, {upper}, {lower} with offsets in levels. {side} with Side::none
// loses its dot: "muscle.piriformis.{side}" -> "muscle.piriformis".
std::string expand(std::string_view text, anatomy::Side side, const anatomy::SpineCurve& curve = {});
// Fills {disc}, {disc-1}, {disc+1} in: the vertebra above the chosen disc, the one above that, the one below the disc.
std::string expand_disc(std::string_view text, anatomy::Level above_disc);

// Structure ids that a herniation of this disc in this zone may press on ("nerve.root_l5.left", "cauda_equina").
std::vector<std::string> roots_met(const Catalog& catalog, anatomy::Level upper, anatomy::Side side, std::string_view zone);

// The middle line of a safety zone, rest pose, mm; one point for a spot, empty where the atlas lacks its landmarks or its nerve.
std::vector<glm::vec3> line_of(const SafetyZone& zone, const anatomy::Atlas& atlas);

// Safety zones that a path (rest pose, mm) runs through.
std::vector<const SafetyZone*> safety_zones_hit(const Catalog& catalog, const anatomy::Atlas& atlas, std::span<const glm::vec3> path_mm);

// The strongest pressure that may be drawn for this step where it runs through these zones in a mode with this cap; 0: not at all.
int safe_pressure(const StrokeStep& step, int mode_cap, std::span<const SafetyZone* const> zones_hit);

} // namespace dorsum::content
