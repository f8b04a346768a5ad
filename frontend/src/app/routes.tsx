import { lazy, Suspense } from "react";
import { createBrowserRouter, Outlet } from "react-router";
import { RequireSession } from "@/app/RequireSession";
import { RouteError } from "@/app/RouteError";
import { Shell } from "@/app/shell/Shell";
import { Loading } from "@/components/Loading";

const Benchmarks = lazy(() => import("@/features/benchmarks/BenchmarksPage"));
const Home = lazy(() => import("@/features/home/HomePage"));
const Objects = lazy(() => import("@/features/objects/ObjectsPage"));
const ObjectPage = lazy(() => import("@/features/object/ObjectPage"));
const Review = lazy(() => import("@/features/review/ReviewPage"));
const Neighbours = lazy(() => import("@/features/neighbours/NeighboursPage"));
const Distractors = lazy(() => import("@/features/distractors/SetsPage"));
const DistractorSet = lazy(() => import("@/features/distractors/SetPage"));
const Mining = lazy(() => import("@/features/mining/MiningPage"));
const MiningRun = lazy(() => import("@/features/mining/run/RunPage"));
const Audit = lazy(() => import("@/features/audit/AuditPage"));
const Releases = lazy(() => import("@/features/releases/ReleasesPage"));
const ReleasePage = lazy(() => import("@/features/releases/page/ReleasePage"));
const Changes = lazy(() => import("@/features/releases/diff/DiffPage"));
const Card = lazy(() => import("@/features/card/CardPage"));
const Jobs = lazy(() => import("@/features/jobs/JobsPage"));
const Members = lazy(() => import("@/features/members/MembersPage"));
const SignIn = lazy(() => import("@/features/session/SignInPage"));
const Invitation = lazy(() => import("@/features/session/InvitationPage"));
const NotFound = lazy(() => import("@/app/NotFound"));

function Loaded() {
  return (
    <Suspense fallback={<Loading />}>
      <Outlet />
    </Suspense>
  );
}

export function createRouter() {
  return createBrowserRouter([
    {
      element: <Loaded />,
      errorElement: <RouteError />,
      children: [
        { path: "/sign-in", element: <SignIn /> },
        { path: "/invitations/:token", element: <Invitation /> },
        {
          element: (
            <RequireSession>
              <Shell />
            </RequireSession>
          ),
          children: [
            {
              errorElement: <RouteError />,
              children: [
                { path: "/", element: <Benchmarks /> },
                {
                  path: "/b/:slug",
                  children: [
                    { index: true, element: <Home /> },
                    { path: "objects", element: <Objects /> },
                    { path: "objects/:key", element: <ObjectPage mode="edit" /> },
                    { path: "objects/:key/distractors", element: <Audit /> },
                    { path: "review", element: <Review /> },
                    { path: "review/:key", element: <ObjectPage mode="review" /> },
                    { path: "neighbours", element: <Neighbours /> },
                    { path: "distractors", element: <Distractors /> },
                    { path: "distractors/:set", element: <DistractorSet /> },
                    { path: "mining", element: <Mining /> },
                    { path: "mining/:run", element: <MiningRun /> },
                    { path: "releases", element: <Releases /> },
                    { path: "releases/:version", element: <ReleasePage /> },
                    { path: "releases/:version/changes/:since", element: <Changes /> },
                    { path: "about", element: <Card /> },
                    { path: "jobs", element: <Jobs /> },
                    { path: "members", element: <Members /> },
                  ],
                },
                { path: "*", element: <NotFound /> },
              ],
            },
          ],
        },
      ],
    },
  ]);
}
