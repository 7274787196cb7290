// Reads what anybody may have written: nothing here throws, every problem is reported with its place, and only what is
// meant to be kept in a file is taken from it.
#include "session/clip_plane.h"
#include "session/scene_fields.h"
#include "session/scene_file.h"
#include "session/scene_format.h"

#include <fmt/format.h>

namespace dorsum::session {

namespace {

constexpr std::size_t k_max_scene_bytes = 1u << 20;
constexpr int k_max_depth = 16;

// Deep nesting is found before any parser walks it.
bool too_deep(std::string_view text) {
    int depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string) {
            if (c == '\\') ++i;
            if (c == '"') in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '[' || c == '{') {
            if (++depth > k_max_depth) return true;
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return false;
}

void read_layers(Fields fields, SessionState& state) {
    for (int i = 0; i < anatomy::k_layer_count; ++i)
        fields.number(std::string(anatomy::layer_name(static_cast<anatomy::Layer>(i))), state.layer_opacity[static_cast<std::size_t>(i)], 0, 1);
    fields.finish();
}

void read_camera(Fields fields, Camera& camera) {
    fields.point("target_mm", camera.target_mm, 1e5);
    fields.number("yaw_deg", camera.yaw_deg, -3600, 3600);
    fields.number("pitch_deg", camera.pitch_deg, -90, 90);
    fields.number("distance_mm", camera.distance_mm, 0, 1e5);
    fields.finish();
}

void read_disc(Fields fields, DiscState& disc) {
    fields.level("upper", disc.upper);
    if (disc.upper < anatomy::level_c(2) || disc.upper > anatomy::level_l(5)) {
        fields.problem("upper", "there is no disc below that vertebra", "c2 to l5");
        disc.upper = DiscState{}.upper;
    }
    fields.side("side", disc.side, true);
    fields.word("zone", disc.zone, {"central", "paracentral", "foraminal"});
    fields.word("stage", disc.stage, {"none", "bulge", "protrusion", "extrusion", "sequestration"});
    fields.number("shrink", disc.shrink, 0, 1);
    fields.finish();
}

void read_clip(Fields fields, SessionState& state) {
    ClipPlane clip;
    std::string axis = "x";
    fields.word("axis", axis, {"x", "y", "z"});
    clip.axis = axis.front();
    fields.number("offset_mm", clip.offset_mm, -5000, 5000);
    fields.flag("flipped", clip.flipped);
    fields.number("turn_deg", clip.turn_deg, -k_max_clip_deg, k_max_clip_deg);
    fields.number("tilt_deg", clip.tilt_deg, -k_max_clip_deg, k_max_clip_deg);
    fields.text("at", clip.at);
    if (!clip.at.empty() && !find_clip_place(clip.at)) fields.problem("at", "neither a vertebra nor a disc", "l4 or l4_l5");
    fields.finish();
    state.clip = clip;
}

void read_pins(Fields& scene, std::vector<Pin>& pins) {
    for (auto& fields : scene.list("markers", k_max_pins)) {
        Pin pin;
        fields.text("structure", pin.structure);
        fields.point("rest_mm", pin.rest_mm, 1e5);
        fields.text("name", pin.name);
        fields.finish();
        pins.push_back(std::move(pin));
    }
}

void read_playback(Fields fields, Playback& playback) {
    float step = 0, time_s = 0;
    fields.number("step", step, 0, 1000);
    fields.number("speed", playback.speed, 0.25, 8);
    fields.flag("loop", playback.loop);
    double time = playback.time_s;
    fields.number("time_s", time_s, 0, 1e6, &time);
    playback.step = static_cast<int>(step);
    playback.time_s = time;
    fields.finish();
}

void read_curve(Fields& scene, anatomy::SpineCurve& curve) {
    for (auto& fields : scene.list("curve", 4)) {
        anatomy::CurveSegment segment;
        fields.level("upper", segment.upper);
        fields.level("apex", segment.apex);
        fields.level("lower", segment.lower);
        fields.number("cobb_deg", segment.cobb_deg, 0, 90);
        fields.side("convex", segment.convex, false);
        if (!(segment.upper < segment.apex && segment.apex < segment.lower) || segment.lower > anatomy::level_l(5))
            fields.problem("apex", "the vertebrae are not in order", "upper, apex and lower from the head down, at most l5");
        else if (!curve.segments.empty() && segment.upper < curve.segments.back().lower)
            fields.problem("upper", "this curve overlaps the one above", "begin it at the lower end of that one, or below");
        else
            curve.segments.push_back(segment);
        fields.finish();
    }
}

void read_all(Fields& scene, SessionState& state) {
    scene.text("mode", state.mode);
    scene.text("language", state.language);
    scene.word("voice", state.voice, {"patient", "student", "clinician"});
    scene.text("body", state.body);
    scene.number("stature_mm", state.stature_mm, 0, 3000);
    scene.text("condition", state.condition);
    scene.side("symptomatic", state.symptomatic, false);
    scene.text("selected", state.selected);
    scene.texts("hidden", state.hidden);
    scene.texts("faded", state.faded);
    scene.texts("isolated", state.isolated);
    scene.word("sciatic_variant", state.sciatic_variant, k_sciatic_variants);
    scene.word("root", state.root, k_sciatic_roots);
    scene.number("forward_bend", state.forward_bend, 0, 1);
    scene.word("onset", state.onset, {"", "first_days", "later"});
    float per_min = 0;
    scene.number("breaths_per_min", per_min, 0, 20);
    if (per_min > 0) state.breathing = {true, per_min, 0};
    scene.word("quality", state.quality, {"auto", "low", "medium", "high", "ultra"});
    scene.word("theme", state.theme, k_theme_words);
    scene.word("lines", state.lines, k_line_words);
    float tone = static_cast<float>(state.skin_tone);
    scene.number("skin_tone", tone, 1, k_skin_tones);
    state.skin_tone = static_cast<int>(tone);
    auto text_scale = static_cast<float>(state.text_scale);
    scene.number("text_scale", text_scale, k_text_scale_min, k_text_scale_max);
    state.text_scale = static_cast<int>(text_scale);
    for (const auto& [key, flag] : k_scene_flags) scene.flag(key, state.*flag);
    if (auto fields = scene.object("layers")) read_layers(*fields, state);
    if (auto fields = scene.object("disc")) read_disc(*fields, state.disc);
    if (auto fields = scene.object("camera")) read_camera(*fields, state.camera);
    if (auto fields = scene.object("clip")) read_clip(*fields, state);
    read_pins(scene, state.pins);
    if (auto fields = scene.object("playback")) read_playback(*fields, state.playback);
    read_curve(scene, state.curve);
    scene.finish();
}

core::Result<Json> parse(std::string_view text, const std::string& file) {
    using core::Error;
    using core::ErrorCode;
    if (text.size() > k_max_scene_bytes)
        return Error{ErrorCode::too_large, fmt::format("a scene of {} bytes", text.size()), file, "a scene file is a few kilobytes"};
    if (too_deep(text)) return Error{ErrorCode::malformed, "nested too deeply for a scene", file, "open another file"};
    Json json;
    try {
        json = Json::parse(text);
    } catch (const Json::exception& e) {
        const std::string_view what = e.what(); // "[json.exception.parse_error.101] parse error at line 3, column 5: ..."
        const auto end = what.find("] ");
        return Error{ErrorCode::malformed, fmt::format("not valid JSON: {:.200}", end == what.npos ? what : what.substr(end + 2)), file,
                     "look for a missing comma, quote or bracket there, or open another file"};
    }
    if (!json.is_object()) return Error{ErrorCode::malformed, "not a scene file (no JSON object)", file, "open another file"};
    const auto format = json.find("format"), version = json.find("version");
    if (format == json.end() || *format != k_scene_format)
        return Error{ErrorCode::malformed, "not a scene file of this program", file + "#/format", "open another file"};
    if (version == json.end() || !version->is_number_integer())
        return Error{ErrorCode::malformed, "the scene has no version", file + "#/version", "open another file"};
    if (*version < 1 || *version > k_scene_version)
        return Error{ErrorCode::unsupported, "the scene is of a version that this program does not know", file + "#/version", "use a newer program"};
    return json;
}

} // namespace

core::Result<SessionState> read_scene(std::string_view text, const std::string& file, core::Diagnostics& diagnostics) {
    auto json = parse(text, file);
    if (!json) {
        diagnostics.error(file, {}, json.error().message, json.error().remedy);
        return json.error();
    }
    core::Diagnostics found;
    Fields scene(*json, file, "", found);
    scene.expect("format");
    scene.expect("version");
    SessionState state;
    read_all(scene, state);
    diagnostics.append(found);
    if (!found.has_errors()) return state;
    for (const auto& item : found.items())
        if (item.severity == core::Severity::error)
            return core::Error{core::ErrorCode::invalid, item.message, file + "#" + item.pointer, "correct it or open another file"};
    return state;
}

} // namespace dorsum::session
