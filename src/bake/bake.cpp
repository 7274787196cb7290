#include "bake/bake.h"

#include "bake/facet_glide.h"
#include "bake/families.h"
#include "bake/finish.h"
#include "bake/glb_writer.h"
#include "bake/light.h"
#include "bake/manifest.h"
#include "bake/room_stage.h"
#include "bake/source_hashes.h"
#include "core/parallel.h"
#include "core/check.h"
#include "core/files.h"
#include "core/hash.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <ctime>
#include <fmt/format.h>
#include <mutex>
#include <thread>

namespace dorsum::bake {

namespace {

bool is_soft(anatomy::Tissue tissue) {
    return tissue == anatomy::Tissue::muscle || tissue == anatomy::Tissue::fascia;
}

double thread_cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

// Since it was made or last asked.
class Stopwatch {
public:
    BakeTime lap(std::string what) {
        const auto now = std::chrono::steady_clock::now();
        const auto cpu = std::clock();
        BakeTime out{std::move(what), std::chrono::duration<double>(now - since_).count(), static_cast<double>(cpu - cpu_since_) / CLOCKS_PER_SEC};
        since_ = now, cpu_since_ = cpu;
        return out;
    }

private:
    std::chrono::steady_clock::time_point since_ = std::chrono::steady_clock::now();
    std::clock_t cpu_since_ = std::clock();
};

constexpr float k_share_shapes = 0.7f, k_share_light = 0.95f; // of the progress bar

class Baker {
public:
    Baker(const BakeOptions& options, const Plan& plan, core::Diagnostics& diagnostics)
        : options_(options), plan_(plan), diagnostics_(diagnostics), cache_(options.cache), baked_(plan.steps.size()),
          failed_(plan.steps.size()), step_keys_(plan.steps.size()), reads_keys_(plan.steps.size()), contents_(plan.steps.size()), needed_(plan.steps.size()) {
        for (const Step& step : plan.steps)
            for (const std::size_t d : step.depends) needed_[d] = true;
    }

    void build_shapes() {
        std::vector<std::vector<std::size_t>> depends;
        for (const Step& step : plan_.steps) depends.push_back(step.depends);
        core::run_in_order(options_.threads, depends, [this](std::size_t i) {
            if (!is_late(i)) build(i);
        });
    }

    // Room for the muscles, and meanwhile the skin: one long piece of work that nothing waits for, over the muscles as they were made.
    void make_muscles_room() {
        progress(k_share_shapes, "muscles");
        std::vector<std::size_t> late;
        std::map<std::string, geometry::Mesh> as_made; // the room moves the others
        for (std::size_t i = 0; i < plan_.steps.size(); ++i) {
            if (!is_late(i)) continue;
            if (!find_known(i)) {
                late.push_back(i);
                for (const std::size_t d : plan_.steps[i].depends)
                    if (failed_[d].empty()) as_made.emplace(plan_.steps[d].recipe.id, baked_[d].levels[0]);
            }
        }
        const auto build_late = [&] {
            for (const std::size_t i : late) {
                std::map<std::string, const geometry::Mesh*> built;
                for (const auto& [id, mesh] : as_made) built[id] = &mesh;
                build_anew(i, built);
            }
        };
        if (core::thread_count(options_.threads) == 1) {
            build_late();
            settle_muscles();
        } else {
            const std::jthread beside(build_late); // waits for it at the end
            settle_muscles();
        }
        for (std::size_t i = 0; i < plan_.steps.size(); ++i) // nothing made room for these
            if (is_late(i)) shape_keys_[i] = made_keys_[i] = contents_[i] = key_of(baked_[i].levels[0]);
        for (std::size_t i = 0; i < failed_.size(); ++i) // in order of step, whichever thread was first
            if (!failed_[i].empty()) diagnostics_.error("bake", plan_.steps[i].recipe.id, failed_[i], "see the family's sources");
    }

    void settle_muscles() {
        shape_keys_ = give_room(plan_, contents_, baked_, cache_, options_.threads);
        // What follows goes by what came out: where nothing was pushed otherwise than before, levels and light still hold.
        made_keys_ = shape_keys_;
        core::parallel_for(options_.threads, baked_.size(), [&](std::size_t i) {
            if (!is_late(i) && made_keys_[i] != contents_[i]) made_keys_[i] = key_of(baked_[i].levels[0]);
        });
    }

    // Only those that are wanted share the budget; the others are not written.
    void coarsen() {
        static const geometry::Mesh k_nothing;
        std::vector<const geometry::Mesh*> finest;
        std::vector<const Recipe*> recipes;
        for (std::size_t i = 0; i < baked_.size(); ++i) {
            finest.push_back(plan_.steps[i].wanted ? &baked_[i].levels[0] : &k_nothing);
            recipes.push_back(&plan_.steps[i].recipe);
        }
        const auto sizes = share_out(finest, recipes);
        level_keys_.resize(baked_.size());
        twins_ = find_twins(plan_, baked_, options_.threads);
        core::parallel_for(options_.threads, baked_.size(), [&](std::size_t i) {
            if (finest[i]->empty()) return;
            level_keys_[i] = core::Hash64().value(made_keys_[i]).value(sizes[i]).digest();
            if (cache_.find_levels(level_keys_[i], baked_[i].levels)) return;
            const bool thinned = sizes[i][0] < finest[i]->triangle_count();
            make_levels(baked_[i].levels, sizes[i], bends_of(plan_.steps[i].terms.tissue));
            cache_.store_levels(level_keys_[i], baked_[i].levels, thinned);
            ++levelled_;
        });
    }

    void add_light() {
        add_occlusion(plan_, twins_, baked_, cache_, !options_.only.empty(), options_.threads,
                      [this](float done) { progress(k_share_shapes + (k_share_light - k_share_shapes) * done, "light"); });
    }

    core::Result<BakeReport> write() {
        const bool complete = std::all_of(failed_.begin(), failed_.end(), [](const auto& f) { return f.empty(); });
        progress(k_share_light, "joints and landmarks");
        anatomy::Atlas atlas = make_atlas(plan_, std::move(baked_), options_.threads);
        if (atlas.structures.empty())
            return core::Error{core::ErrorCode::invalid, fmt::format("nothing was baked (only \"{}\")", options_.only),
                               options_.assets.string(), "check the facts and the ids asked for"};
        lap("landmarks");
        atlas.facet_glide = std::make_shared<anatomy::FacetGlide>(find_facet_glide(atlas, cache_, options_.threads));
        lap("gliding");
        const auto joints = joint_positions(atlas.spine);
        core::Status statuses[anatomy::k_lod_count];
        core::parallel_for(options_.threads, anatomy::k_lod_count, [&](std::size_t level) {
            std::vector<GlbPart> parts;
            for (const auto& s : atlas.structures) parts.push_back({s.terms.id, &s.lods[level]});
            statuses[level] = write_glb(options_.out / k_lod_files[level], parts, joints);
        });
        for (const auto& status : statuses)
            if (!status) return status.error();
        // An atlas that lacks something gets no hash: the next bake tries again.
        const std::string hash = complete ? fmt::format("{:016x}", plan_.input_hash) : "";
        const auto status = core::write_file_atomically(options_.out / "manifest.json", manifest_text(atlas, hash, options_.out));
        if (!status) return status.error();
        tidy_cache();
        lap("files");
        std::sort(report_.shapes.begin(), report_.shapes.end(), [](const auto& a, const auto& b) { return a.cpu_seconds > b.cpu_seconds; });
        for (const auto& s : atlas.structures)
            for (std::size_t level = 0; level < anatomy::k_lod_count; ++level)
                report_.triangles[level] += s.lods[level].triangle_count();
        report_.built = built_;
        report_.levelled = levelled_;
        report_.from_cache = from_cache_;
        progress(1, "done");
        return report_;
    }

    void lap(std::string what) { report_.stages.push_back(stopwatch_.lap(std::move(what))); }

private:
    bool is_late(std::size_t i) const { return plan_.steps[i].terms.tissue == anatomy::Tissue::skin && !needed_[i]; }

    // What it depends on counts as it came out: a change that ends in the same shape, to the byte, goes no further.
    bool find_known(std::size_t i) {
        const Step& step = plan_.steps[i];
        core::Hash64 key;
        key.value(step.own_key);
        for (const std::size_t d : step.depends) key.text(plan_.steps[d].recipe.id).value(contents_[d]);
        step_keys_[i] = key.digest();
        if (step.recipe.held_keys) {
            reads_keys_[i] = key.digest();
            const auto reads = cache_.find_reads(reads_keys_[i]);
            if (!reads) return false;
            step_keys_[i] = key_of(reads_keys_[i], *reads);
        }
        auto known = cache_.find_structure(step_keys_[i]);
        if (!known) return false;
        baked_[i] = std::move(*known);
        contents_[i] = key_of(baked_[i].levels[0]);
        ++from_cache_;
        return true;
    }

    void build(std::size_t i) {
        const Step& step = plan_.steps[i];
        progress(k_share_shapes * static_cast<float>(ended_) / static_cast<float>(plan_.steps.size()), step.recipe.id);
        if (!find_known(i)) {
            std::map<std::string, const geometry::Mesh*> built;
            for (const std::size_t d : step.depends) built[plan_.steps[d].recipe.id] = &baked_[d].levels[0];
            build_anew(i, built);
            contents_[i] = key_of(baked_[i].levels[0]);
        }
        ++ended_;
    }

    void build_anew(std::size_t i, const std::map<std::string, const geometry::Mesh*>& built) {
        const Step& step = plan_.steps[i];
        for (const std::size_t d : step.depends)
            if (!failed_[d].empty()) {
                failed_[i] = fmt::format("needs {}, which failed", plan_.steps[d].recipe.id);
                return;
            }
        const BuildContext context{plan_.facts, plan_.spine, plan_.anchors, built};
        try {
            const auto start = std::chrono::steady_clock::now();
            const double cpu_start = thread_cpu_seconds();
            Reads reads;
            const ReadsNoted noted(reads);
            geometry::Mesh raw = step.recipe.build(context);
            if (raw.empty()) throw core::CheckFailure("its shape has no surface");
            baked_[i].levels[0] = finest_level(std::move(raw), is_soft(step.terms.tissue) ? Grain::coarse : Grain::none);
            if (step.recipe.centre_line) baked_[i].centre_line = step.recipe.centre_line(context, step.recipe.id);
            if (step.recipe.held_keys) {
                cache_.store_reads(reads_keys_[i], reads);
                step_keys_[i] = key_of(reads_keys_[i], reads);
            }
            const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
            const std::lock_guard lock(report_mutex_);
            report_.shapes.push_back({step.recipe.id, seconds, thread_cpu_seconds() - cpu_start});
        } catch (const std::exception& e) {
            failed_[i] = e.what();
            baked_[i] = {};
            return;
        }
        cache_.store(step_keys_[i], baked_[i]);
        ++built_;
    }

    std::uint64_t key_of(std::uint64_t reads_key, const Reads& reads) const {
        return core::Hash64().value(reads_key).value(hash_of(reads, plan_.facts, plan_.anchors)).digest();
    }

    static std::uint64_t key_of(const geometry::Mesh& mesh) {
        core::Hash64 hash;
        hash.text(source_hash("shapes"));
        const auto add = [&](const auto& values) { hash.value(values.size()).bytes(std::as_bytes(std::span(values))); };
        add(mesh.positions), add(mesh.normals), add(mesh.fibres), add(mesh.course), add(mesh.indices);
        return hash.digest();
    }

    static std::vector<glm::vec3> joint_positions(const anatomy::SpineRest& spine) {
        const auto at = [&](anatomy::Level level) { return spine.frames[level.value].centre_mm; };
        std::vector<glm::vec3> joints(anatomy::k_joint_count, at(anatomy::level_t(4))); // skull, sternum, girdles: near enough
        joints[anatomy::k_joint_skull] = at(anatomy::level_c(1));
        for (std::size_t i = 0; i < anatomy::k_level_count; ++i) joints[anatomy::joint_of(anatomy::Level(i))] = spine.frames[i].centre_mm;
        joints[anatomy::k_joint_diaphragm] = at(anatomy::level_t(10));
        for (int n = 1; n <= 12; ++n)
            for (const auto side : {anatomy::Side::left, anatomy::Side::right})
                joints[anatomy::joint_rib(side, n)] = at(anatomy::level_t(n));
        for (const auto side : {anatomy::Side::left, anatomy::Side::right})
            joints[anatomy::joint_femur(side)] = at(anatomy::level_s1());
        return joints;
    }

    void tidy_cache() const {
        if (!options_.only.empty()) return; // a partial bake must not throw the rest away
        std::vector<std::uint64_t> keys = step_keys_;
        for (std::size_t i = 0; i < shape_keys_.size(); ++i)
            if (shape_keys_[i] != contents_[i]) keys.push_back(shape_keys_[i]);
        cache_.keep_only(plan_.body ? plan_.body->info.id : "", keys, level_keys_, reads_keys_);
    }

    void progress(float done, const std::string& what) {
        if (!options_.progress) return;
        const std::lock_guard lock(progress_mutex_);
        options_.progress(done, what);
    }

    const BakeOptions& options_;
    const Plan& plan_;
    core::Diagnostics& diagnostics_;
    Cache cache_;
    std::vector<Baked> baked_;
    std::vector<std::string> failed_;
    std::vector<std::uint64_t> step_keys_;                           // in the cache: the shape as its family made it
    std::vector<std::uint64_t> reads_keys_;                          // of what has to be asked first: what the shape reads
    std::vector<std::uint64_t> contents_;                            // the bytes of that shape
    Twins twins_;
    std::vector<char> needed_;                                       // by others
    std::vector<std::uint64_t> shape_keys_, made_keys_, level_keys_;
    std::atomic<int> built_{0}, from_cache_{0}, ended_{0}, levelled_{0};
    std::mutex progress_mutex_, report_mutex_;
    BakeReport report_;
    Stopwatch stopwatch_;
};

} // namespace

core::Result<BakeReport> bake_atlas(const BakeOptions& options, core::Diagnostics& diagnostics) {
    return bake_families(options, all_families(), diagnostics);
}

core::Result<BakeReport> bake_families(const BakeOptions& options, const std::vector<Family>& families,
                                       core::Diagnostics& diagnostics) {
    const auto start = std::chrono::steady_clock::now();
    const auto seconds = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); };
    Stopwatch stopwatch;
    core::Diagnostics found;
    Plan plan;
    try {
        plan = make_plan(options, families, found);
    } catch (const core::CheckFailure& e) {
        diagnostics.append(found);
        return core::Error{core::ErrorCode::invalid, e.what(), options.assets.string(), "mend the facts"};
    }
    diagnostics.append(found);
    if (found.has_errors())
        return core::Error{core::ErrorCode::invalid, "the facts or recipes have errors", options.assets.string(), "mend them"};
    if (const auto triangles = find_up_to_date(options.out, fmt::format("{:016x}", plan.input_hash))) {
        BakeReport report;
        report.up_to_date = true;
        report.from_cache = static_cast<int>(plan.steps.size());
        std::copy(triangles->begin(), triangles->end(), report.triangles);
        report.seconds = seconds();
        return report;
    }
    const BakeTime planning = stopwatch.lap("plan");
    Baker baker(options, plan, diagnostics);
    baker.build_shapes(), baker.lap("shapes");
    baker.make_muscles_room(), baker.lap("room");
    baker.coarsen(), baker.lap("levels");
    baker.add_light(), baker.lap("light");
    auto report = baker.write();
    if (report) report->seconds = seconds(), report->stages.insert(report->stages.begin(), planning);
    return report;
}

} // namespace dorsum::bake
