import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Erratum, Tombstone } from "@/api/release";
import { Icon } from "@/components/Icon";
import { thingWord } from "@/features/releases/page/facts";
import { formatDate, plural } from "@/lib/format";
import classes from "./ReleasePage.module.css";

interface NoticesProps {
  slug: string;
  errata: Erratum[];
  withdrawn: Tombstone[];
}

/** What a reader must know before anything else: errors of this release, and what it no longer holds. */
export function Notices({ slug, errata, withdrawn }: NoticesProps) {
  return (
    <>
      {errata.length > 0 && (
        <Notice title={plural(errata.length, "erratum", "errata")} alarming>
          <p>
            This release still holds what was withdrawn after it was frozen. Leave it out of new
            work.
          </p>
          <ul>
            {errata.map((erratum) => (
              <li key={`${erratum.kind} ${erratum.key}`}>
                <strong>
                  {thingWord(erratum.kind)} {erratum.kind === "image" && erratum.name && "of "}
                  {erratum.name} <Key>{erratum.key}</Key>
                </strong>
                , withdrawn {formatDate(erratum.date)}: {erratum.reason}
                {erratum.gone_in && (
                  <>
                    {" "}
                    <Anchor
                      inherit
                      underline="always"
                      component={Link}
                      to={`/b/${slug}/releases/${erratum.gone_in}`}
                    >
                      Release {erratum.gone_in}
                    </Anchor>{" "}
                    has it no more.
                  </>
                )}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {withdrawn.length > 0 && (
        <Notice title={plural(withdrawn.length, "tombstone")}>
          <p>An earlier version held what is named here; this one does not.</p>
          <ul>
            {withdrawn.map((entry) => (
              <li key={`${entry.kind} ${entry.key}`}>
                <strong>
                  {thingWord(entry.kind)} <Key>{entry.key}</Key>
                </strong>
                , last in{" "}
                <Anchor
                  inherit
                  underline="always"
                  component={Link}
                  to={`/b/${slug}/releases/${entry.last_version}`}
                >
                  {entry.last_version}
                </Anchor>
                , withdrawn {formatDate(entry.date)}: {entry.reason}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}

function Key({ children }: { children: string }) {
  return <code className={classes.key}>{children}</code>;
}

interface NoticeProps {
  title: string;
  alarming?: boolean;
  children: ReactNode;
}

function Notice({ title, alarming, children }: NoticeProps) {
  return (
    <section className={classes.notice} data-alarming={alarming || undefined} aria-label={title}>
      <h2>
        <Icon name={alarming ? "alert" : "lock"} /> {title}
      </h2>
      {children}
    </section>
  );
}
