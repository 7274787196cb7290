#include "import/foreign.h"

#include "anatomy/end_plates.h"
#include "core/parallel.h"
#include "geometry/simplify.h"
#include "import/mapping.h"
#include "import/scene_reader.h"
#include "import/sizes.h"
#include "import/spine_estimate.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>

namespace dorsum::import {
namespace fs = std::filesystem;

namespace {

constexpr std::size_t k_most_triangles = 900'000;       // of all structures at the finest level; more is thinned out
constexpr float k_max_error_mm[3] = {0.25f, 1.5f, 6.0f};
constexpr float k_lod_ratio[2] = {0.35f, 0.12f};
constexpr float k_share_read = 0.5f; // of the progress

// A structure in the making.
struct Piece {
    anatomy::Terms terms;
    std::string file; // the first it came from, for messages
    geometry::Mesh mesh;
    bool named = false; // the mapping knows it
};

std::size_t share_of(const geometry::Mesh& mesh, double share) {
    return std::max<std::size_t>(static_cast<std::size_t>(share * static_cast<double>(mesh.triangle_count())), 60);
}

class Builder {
public:
    Builder(const std::vector<fs::path>& files, const ImportOptions& options, core::Diagnostics& diagnostics)
        : files_(files), options_(options), diagnostics_(diagnostics), terms_(load_terms(options.assets, diagnostics)),
          sizes_(load_sizes(options.assets, diagnostics)) {}

    core::Result<anatomy::Atlas> run(const std::string& name) {
        auto parts = read_mesh_files(files_, diagnostics_, [this](float f) { progress(k_share_read * f); });
        if (parts.empty())
            return core::Error{core::ErrorCode::malformed, "nothing in it can be shown", name, "see the messages about its files; " + supported_formats() + " are read"};
        if (!choose_mapping(parts)) return no_such_mapping();
        for (RawPart& part : parts) add(std::move(part));
        if (options_.as_is) return as_it_is(name);
        tidy_pieces();
        if (pieces_.empty())
            return core::Error{core::ErrorCode::malformed, "no surface is left after tidying", name, "export it as a triangle mesh"};
        check_units();
        anatomy::Atlas atlas = assemble(name);
        progress(1);
        return atlas;
    }

private:
    core::Error no_such_mapping() const {
        std::string known;
        for (const auto& m : mappings_) known += (known.empty() ? "" : ", ") + m.id;
        return {core::ErrorCode::not_found, fmt::format("there is no mapping \"{}\"", options_.mapping),
                (options_.assets / "mappings").string(), "one of: " + known};
    }

    // Names under which a part may be known: its node, its meshes, its file.
    std::vector<std::string> names_of(const RawPart& part) const {
        std::vector<std::string> names = part.names;
        names.push_back(files_[part.file].stem().string());
        return names;
    }

    bool choose_mapping(const std::vector<RawPart>& parts) {
        mappings_ = load_mappings(options_.assets, terms_, diagnostics_);
        std::size_t best = 0;
        if (options_.as_is) mapping_ = &plain_;
        if (options_.as_is) return true;
        for (const Mapping& m : mappings_) {
            if (!options_.mapping.empty()) {
                if (m.id == options_.mapping) mapping_ = &m;
                continue;
            }
            const auto hits = static_cast<std::size_t>(
                std::count_if(parts.begin(), parts.end(), [&](const auto& part) { return m.find(names_of(part)) != nullptr; }));
            if (hits > best) best = hits, mapping_ = &m;
        }
        if (mapping_ || !options_.mapping.empty()) return mapping_ != nullptr;
        mapping_ = &plain_;
        diagnostics_.warning(files_.front().parent_path().string(), "", "no mapping table knows any of these names; shown as they are",
                             "add a table to assets/mappings or name the files by our ids (dorsum list structures)");
        return true;
    }

    void add(RawPart part) {
        const auto names = names_of(part);
        const std::string file = files_[part.file].string();
        anatomy::Terms terms;
        bool named = true;
        if (const MappingRow* row = mapping_->find(names)) terms = row->terms;
        else if (const auto* known = find_by_fma(mapping_->fma_in(names))) terms = *known;
        else terms = terms_from_name(names, file), named = false;
        if (!named && mapping_ != &plain_)
            diagnostics_.warning(file, part.names.empty() ? "" : part.names.front(), fmt::format("the mapping {} does not know it; shown as \"{}\"", mapping_->id, terms.name_en),
                                 "add a row to " + mapping_->file);
        bring_home(part, names);
        const auto [it, fresh] = index_.emplace(terms.id, pieces_.size());
        if (fresh) pieces_.push_back({std::move(terms), file, std::move(part.mesh), named});
        else geometry::append(pieces_[it->second].mesh, part.mesh);
    }

    const anatomy::Terms* find_by_fma(const std::string& fma) const {
        if (fma.empty()) return nullptr;
        const auto it = std::find_if(terms_.begin(), terms_.end(), [&](const auto& t) { return t.fma == fma; });
        return it == terms_.end() ? nullptr : &*it;
    }

    // Best effort for a name that no table knows: enough to show, select and peel it.
    anatomy::Terms terms_from_name(const std::vector<std::string>& names, const std::string& file) const {
        std::string best;
        for (const auto& n : names)
            if (!n.empty() && (best.empty() || plain_name(best).find("node") != std::string::npos)) best = n;
        anatomy::Terms t;
        const std::string plain = plain_name(best), all = plain_name(file + " " + best);
        t.id = "other." + plain;
        t.name_en = best;
        std::replace(t.name_en.begin(), t.name_en.end(), '_', ' ');
        const auto says = [&](std::string_view word) { return all.find(word) != std::string::npos; };
        if (says("left")) t.side = anatomy::Side::left;
        if (says("right")) t.side = anatomy::Side::right;
        using anatomy::Layer, anatomy::System, anatomy::Tissue;
        if (says("muscle")) t.tissue = Tissue::muscle, t.layer = Layer::deep, t.system = System::muscular;
        else if (says("nerve")) t.tissue = Tissue::nerve, t.layer = Layer::nerve, t.system = System::nervous;
        else if (says("ligament")) t.tissue = Tissue::ligament, t.layer = Layer::ligament, t.system = System::articular;
        else if (says("disc") || says("disk")) t.tissue = Tissue::disc, t.layer = Layer::disc, t.system = System::articular;
        else if (says("skin")) t.tissue = Tissue::skin, t.layer = Layer::skin, t.system = System::integumentary;
        return t;
    }

    // File axes and unit to ours.
    void bring_home(RawPart& part, const std::vector<std::string>& names) const {
        float mm = mapping_->unit_mm ? *mapping_->unit_mm : part.unit_mm.value_or(1.0f);
        if (const ScaleRow* scale = mapping_->find_scale(names)) {
            mm *= scale->factor;
            diagnostics_.note(files_[part.file].string(), "", fmt::format("multiplied by {} as the mapping says ({})", scale->factor, scale->why));
        }
        for (auto& p : part.mesh.positions) p = mm * (mapping_->to_world * p);
        for (auto& n : part.mesh.normals) n = mapping_->to_world * n;
    }

    void tidy_pieces() {
        core::parallel_for(0, pieces_.size(), [&](std::size_t i) { tidy(pieces_[i].mesh); });
        progress(k_share_read + 0.2f);
        std::vector<Piece> kept;
        for (Piece& piece : pieces_) {
            if (!piece.mesh.empty()) kept.push_back(std::move(piece));
            else diagnostics_.error(piece.file, piece.terms.id, "has no surface: all its triangles are without area", "export it again");
        }
        pieces_ = std::move(kept);
    }

    void tidy(geometry::Mesh& mesh) const {
        mesh.normals.clear(); // split ones would show seams after welding
        mesh = geometry::welded(mesh, mapping_->weld_mm);
        if (mesh.empty()) return;
        // Inside out? The signed volume says so for anything that is nearly closed.
        const glm::dvec3 centre = geometry::bounds_of(mesh).centre(), size = geometry::bounds_of(mesh).size();
        double volume = 0;
        for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
            const glm::dvec3 a = glm::dvec3(mesh.positions[mesh.indices[i]]) - centre, b = glm::dvec3(mesh.positions[mesh.indices[i + 1]]) - centre,
                             c = glm::dvec3(mesh.positions[mesh.indices[i + 2]]) - centre;
            volume += glm::dot(a, glm::cross(b, c)) / 6;
        }
        if (volume < -0.01 * size.x * size.y * size.z)
            for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) std::swap(mesh.indices[i + 1], mesh.indices[i + 2]);
        geometry::compute_normals(mesh);
    }

    static float largest_edge(const geometry::Mesh& mesh) {
        const glm::vec3 size = geometry::bounds_of(mesh).size();
        return std::max({size.x, size.y, size.z});
    }

    // Nothing is said about a unit, or it is wrong: sizes of known structures, else of the whole, decide.
    void check_units() {
        std::vector<float> logs; // how far each known structure is from the middle of its range
        for (const Piece& piece : pieces_)
            if (const SizeRange* range = piece.named ? sizes_.find(piece.terms.id) : nullptr)
                logs.push_back(std::log(largest_edge(piece.mesh) / std::sqrt(range->from * range->to)));
        if (logs.empty()) {
            geometry::Bounds all;
            for (const Piece& piece : pieces_) all.add(geometry::bounds_of(piece.mesh));
            const glm::vec3 size = all.size();
            logs.push_back(std::log(std::max({size.x, size.y, size.z, 1e-9f}) / std::sqrt(sizes_.whole_body.from * sizes_.whole_body.to)));
        }
        std::sort(logs.begin(), logs.end());
        const float typical = logs[logs.size() / 2];
        if (std::abs(typical) > std::log(4.0f)) rescale_all(typical);
        for (const Piece& piece : pieces_) {
            const SizeRange* range = piece.named ? sizes_.find(piece.terms.id) : nullptr;
            if (!range) continue;
            const float edge = largest_edge(piece.mesh);
            if (edge >= range->from && edge <= range->to) continue;
            diagnostics_.warning(piece.file, piece.terms.id,
                                 fmt::format("is {:.3g} mm long; {} to {} mm are usual: another unit?", edge, range->from, range->to),
                                 "give its factor under \"scale\" in " + (mapping_->file.empty() ? std::string("a mapping table") : mapping_->file));
        }
    }

    void rescale_all(float typical) {
        const KnownUnit* best = nullptr;
        for (const KnownUnit& unit : sizes_.units)
            if (!best || std::abs(typical + std::log(unit.factor)) < std::abs(typical + std::log(best->factor))) best = &unit;
        const std::string place = files_.size() == 1 ? files_[0].string() : files_[0].parent_path().string();
        if (!best || std::abs(typical + std::log(best->factor)) > std::log(3.0f)) {
            diagnostics_.warning(place, "", fmt::format("is about {:.3g} times the size of a body", std::exp(typical)),
                                 "give \"unit_mm\" in a mapping table");
            return;
        }
        for (Piece& piece : pieces_)
            for (auto& p : piece.mesh.positions) p *= best->factor;
        diagnostics_.warning(place, "", fmt::format("seems to be in {}: multiplied by {}", best->name, best->factor),
                             "give \"unit_mm\" in a mapping table if that is wrong");
    }

    // Every triangle with the file's own normals, one level: what a plain viewer shows.
    anatomy::Atlas as_it_is(const std::string& name) {
        anatomy::Atlas atlas;
        atlas.name = name;
        atlas.foreign = true;
        for (Piece& piece : pieces_) {
            anatomy::Structure s;
            s.terms = std::move(piece.terms);
            if (piece.mesh.normals.size() != piece.mesh.positions.size()) geometry::compute_normals(piece.mesh);
            s.lods[0] = std::move(piece.mesh);
            s.bounds = geometry::bounds_of(s.lods[0]);
            atlas.bounds.add(s.bounds);
            atlas.by_id.emplace(s.terms.id, anatomy::StructureIndex(atlas.structures.size()));
            atlas.structures.push_back(std::move(s));
        }
        progress(1);
        return atlas;
    }

    anatomy::Atlas assemble(const std::string& name) {
        anatomy::Atlas atlas;
        atlas.name = mapping_->name.empty() ? name : mapping_->name;
        atlas.foreign = true;
        order_pieces();
        for (Piece& piece : pieces_) {
            anatomy::Structure s;
            s.terms = std::move(piece.terms);
            s.lods[0] = std::move(piece.mesh);
            atlas.by_id.emplace(s.terms.id, anatomy::StructureIndex(atlas.structures.size()));
            atlas.structures.push_back(std::move(s));
        }
        atlas.spine = estimate_spine(atlas, sizes_.level_spacing_mm);
        place(atlas);
        tidy(atlas);
        if (!options_.levels_later) make_levels(atlas);
        core::parallel_for(0, atlas.structures.size(), [&](std::size_t i) {
            auto& s = atlas.structures[i];
            s.bounds = geometry::bounds_of(s.lods[0]);
            anatomy::assign_skin_weights(s, atlas.spine);
        });
        for (const auto& s : atlas.structures)
            if (s.terms.tissue != anatomy::Tissue::skin) atlas.bounds.add(s.bounds);
        atlas.landmarks = anatomy::measure_landmarks(atlas);
        anatomy::add_end_plates(atlas);
        for (const auto& t : terms_)
            if (!atlas.find(t.id).valid()) atlas.missing.push_back(t.id);
        return atlas;
    }

    // As the tables list them, then the rest by id: the same for any order of files.
    void order_pieces() {
        std::map<std::string, std::size_t> rank;
        for (std::size_t i = 0; i < terms_.size(); ++i) rank.emplace(terms_[i].id, i);
        std::sort(pieces_.begin(), pieces_.end(), [&](const Piece& a, const Piece& b) {
            const auto ra = rank.find(a.terms.id), rb = rank.find(b.terms.id);
            const std::size_t ka = ra == rank.end() ? rank.size() : ra->second, kb = rb == rank.end() ? rank.size() : rb->second;
            return std::tie(ka, a.terms.id) < std::tie(kb, b.terms.id);
        });
    }

    // S1 over the origin; the ground below everything.
    static void place(anatomy::Atlas& atlas) {
        geometry::Bounds all;
        for (const auto& s : atlas.structures) all.add(geometry::bounds_of(s.lods[0]));
        const bool spine = std::any_of(atlas.spine.known.begin(), atlas.spine.known.end(), [](bool k) { return k; });
        const glm::vec3 origin = spine ? atlas.spine.frames[anatomy::level_s1().value].centre_mm : all.centre();
        const glm::vec3 shift(-origin.x, std::max(0.0f, -all.min.y), -origin.z);
        for (auto& s : atlas.structures)
            for (auto& p : s.lods[0].positions) p += shift;
        if (spine)
            for (auto& frame : atlas.spine.frames) frame.centre_mm += shift;
    }

    // No more triangles than can be shown well, in an order that is quick to draw.
    static void tidy(anatomy::Atlas& atlas) {
        std::size_t all = 0;
        for (const auto& s : atlas.structures) all += s.lods[0].triangle_count();
        const double thin = std::min(1.0, static_cast<double>(k_most_triangles) / static_cast<double>(all));
        core::parallel_for(0, atlas.structures.size(), [&](std::size_t i) {
            auto& mesh = atlas.structures[i].lods[0];
            if (thin < 1) mesh = geometry::simplified(mesh, share_of(mesh, thin), k_max_error_mm[0]);
            else geometry::optimise_order(mesh);
        });
    }

    void progress(float done) const {
        if (options_.progress) options_.progress(done);
    }

    const std::vector<fs::path>& files_;
    const ImportOptions& options_;
    core::Diagnostics& diagnostics_;
    std::vector<anatomy::Terms> terms_;
    Sizes sizes_;
    std::vector<Mapping> mappings_;
    Mapping plain_;
    const Mapping* mapping_ = nullptr;
    std::vector<Piece> pieces_;
    std::map<std::string, std::size_t> index_;
};

} // namespace

void make_levels(anatomy::Atlas& atlas) {
    core::parallel_for(0, atlas.structures.size(), [&](std::size_t i) {
        auto& lods = atlas.structures[i].lods;
        const std::size_t wanted[2] = {share_of(lods[0], k_lod_ratio[0]), share_of(lods[0], k_lod_ratio[1])};
        lods[1] = geometry::simplified(lods[0], wanted[0], k_max_error_mm[1]);
        lods[2] = geometry::simplified(lods[1], wanted[1], k_max_error_mm[2]);
    });
}

bool has_levels(const anatomy::Atlas& atlas) {
    return std::any_of(atlas.structures.begin(), atlas.structures.end(), [](const auto& s) { return !s.lods[1].empty(); });
}

core::Result<anatomy::Atlas> load_foreign(const std::vector<fs::path>& files, const std::string& name, const ImportOptions& options,
                                          core::Diagnostics& diagnostics) {
    return Builder(files, options, diagnostics).run(name);
}

} // namespace dorsum::import
